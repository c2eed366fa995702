"""Plans as files: JSON (the plan file, which opens again), CSV, XLSX."""

from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import PlannerError
from planner.exports.handout import Handout
from planner.lazily import lazily
from planner.menu import Plan

if TYPE_CHECKING:
    from planner.exports.calendar import to_ics
    from planner.exports.pdf import to_pdf
    from planner.exports.plan_file import to_json
    from planner.exports.plan_foods import OwnFoods, own_foods
    from planner.exports.plan_reading import read_plan
    from planner.exports.plan_schema import schema
    from planner.exports.shopping import shopping_list
    from planner.exports.tables import to_csv
    from planner.exports.workbook import to_xlsx

__all__ = [
    "FORMATS",
    "Handout",
    "OwnFoods",
    "own_foods",
    "read_plan",
    "render",
    "schema",
    "shopping_list",
    "to_csv",
    "to_ics",
    "to_json",
    "to_pdf",
    "to_xlsx",
    "write",
]

FORMATS = {".json": "to_json", ".csv": "to_csv", ".xlsx": "to_xlsx", ".pdf": "to_pdf", ".ics": "to_ics"}

__getattr__ = lazily(
    __name__,
    {
        "OwnFoods": "plan_foods",
        "own_foods": "plan_foods",
        "read_plan": "plan_reading",
        "schema": "plan_schema",
        "shopping_list": "shopping",
        "to_csv": "tables",
        "to_ics": "calendar",
        "to_json": "plan_file",
        "to_pdf": "pdf",
        "to_xlsx": "workbook",
    },
)


def render(plan: Plan, suffix: str, handout: Handout | None = None) -> bytes:
    """A plan in the format of a file suffix.

    Parameters
    ----------
    plan : Plan
    suffix : str
        One of `FORMATS`.
    handout : Handout, optional
        What stands on it beside the plan.

    Raises
    ------
    PlannerError
        If the suffix is not known.
    """
    if suffix.lower() not in FORMATS:
        raise PlannerError(
            f"a plan can't be written as {suffix or 'a file without suffix'!r}: take {', '.join(FORMATS)}"
        )
    made: bytes = __getattr__(FORMATS[suffix.lower()])(plan, handout or Handout())
    return made


def write(plan: Plan, path: str | Path, handout: Handout | None = None) -> Path:
    """Write a plan; the suffix decides the format. The file is complete or it is not there.

    Raises
    ------
    PlannerError
        If the suffix is not known or the file can't be written.
    """
    path = Path(path)
    content = render(plan, path.suffix, handout)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = (error.strerror or "it can't be written").lower()
        raise PlannerError(f"{path}: {reason}; choose another place for the plan") from None
    return path
