"""A plan as a document of any format, by the suffix of its file."""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from planner.errors import PlannerError
from planner.exports.handout import Handout
from planner.menu.plan import Plan

# suffix: where the function stands that makes it; imported when one is asked for
FORMATS = {
    ".json": "planner.exports.plan_file.write:to_json",
    ".csv": "planner.exports.plan_tables:to_csv",
    ".xlsx": "planner.exports.workbook:to_xlsx",
    ".pdf": "planner.exports.pdf.typesetting:to_pdf",
    ".ics": "planner.exports.calendar:to_ics",
}


def render(plan: Plan, suffix: str, handout: Handout | None = None) -> bytes:
    """A plan in the format of a file suffix.

    Parameters
    ----------
    plan : Plan
    suffix : {".json", ".csv", ".xlsx", ".pdf", ".ics"}
    handout : Handout, optional
        What stands on it beside the plan; those of an empty handout by default.

    Returns
    -------
    bytes
        What the file holds.

    Raises
    ------
    PlannerError
        If the suffix is not known.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])
    >>> render(day, ".xlsx")[:2]
    b'PK'
    >>> render(day, ".docx")
    Traceback (most recent call last):
    planner.errors.PlannerError: a plan can't be written as '.docx': take .json, .csv, .xlsx, .pdf, .ics
    """
    if suffix.lower() not in FORMATS:
        raise PlannerError(
            f"a plan can't be written as {suffix or 'a file without suffix'!r}: take {', '.join(FORMATS)}"
        )
    module, name = FORMATS[suffix.lower()].split(":")
    make: Callable[[Plan, Handout], bytes] = getattr(import_module(module), name)
    return make(plan, handout or Handout())


def write(plan: Plan, path: str | Path, handout: Handout | None = None) -> Path:
    """Write a plan; the suffix decides the format. The file is complete or it is not there.

    Parameters
    ----------
    plan : Plan
    path : str or pathlib.Path
        A file that is there is replaced.
    handout : Handout, optional
        What stands on it beside the plan; those of an empty handout by default.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    PlannerError
        If the suffix is not known or the file can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(day, f"{folder}/mine.csv").read_bytes().decode("utf-8-sig")[:14]
    'date,day,meal,'
    """
    path = Path(path)
    content = render(plan, path.suffix, handout)
    replace_file(path, content)
    return path


def replace_file(path: Path, content: bytes) -> None:
    """Write a file: it is complete or it is not there; one that is there is replaced.

    Raises
    ------
    PlannerError
        If it can't be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
        reason = (getattr(error, "strerror", None) or "it can't be written").lower()
        raise PlannerError(f"{path}: {reason}; choose another place for the plan") from None
