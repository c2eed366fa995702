"""Food tables as they come from other programs: read as text, matched to our columns, checked, joined.

``read_sheet`` → ``match_columns`` → ``imported`` → ``joined``; nothing of an upload becomes a path.
"""

from planner.imports.imported import Imported, imported
from planner.imports.joining import joined
from planner.imports.names import Match, match_columns, units_of
from planner.imports.reading import read_sheet
from planner.imports.sheets import MOST_BYTES, Sheet

__all__ = ["MOST_BYTES", "Imported", "Match", "Sheet", "imported", "joined", "match_columns", "read_sheet", "units_of"]
