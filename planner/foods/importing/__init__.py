"""Food tables of other programs, brought into ours; nothing of an upload becomes a path.

``read_sheet`` (of any file) → ``match_columns`` → ``to_food_rows`` → ``join_foods``. Everything is
text until a column is matched, every upload keeps the bounds of ``sheets``, and workbooks are
parsed in a process of their own.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
