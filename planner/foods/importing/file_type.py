"""What kind of file an upload is."""

from planner.errors import PlannerError
from planner.foods.importing import fdc_csv
from planner.foods.importing.column_matching import plain
from planner.foods.importing.csv_text import decoded, read_csv
from planner.foods.importing.fdc import MOST_JSON, read_json
from planner.foods.importing.sheets import MOST_BYTES, Sheet, label
from planner.foods.importing.workbooks import read_workbook, read_xlsx
from planner.foods.importing.zips import Archive

CIQUAL = "Ciqual"
BLS = "Bundeslebensmittelschlüssel"
_KINDS = {"alim code": CIQUAL, "bls code": BLS, "sbls": BLS}  # by the header of the column of numbers


def read_sheet(raw: bytes, name: str) -> Sheet:
    """An upload as text: CSV, a workbook, a download of FoodData Central, Ciqual's table or the BLS.

    Parameters
    ----------
    raw : bytes
        The whole file.
    name : str
        Of the file, for messages only: what it is tells its content.

    Returns
    -------
    Sheet

    Raises
    ------
    PlannerError
        In one sentence, if it is none of these, is damaged or is past the bounds.

    Examples
    --------
    >>> read_sheet("name;Calcium (mg)\\nKvass;4,5".encode(), "mine.csv").kind
    'CSV, semicolons, UTF-8'
    """
    name = label(name)
    if len(raw) > MOST_BYTES:
        raise PlannerError(
            f"{name}: it is over {MOST_BYTES >> 20} MB; leave out foods, or of FoodData Central "
            "bring the CSV download, still zipped"
        )
    if not raw.strip():
        raise PlannerError(f"{name}: the file is empty; bring a CSV or XLSX file with a line for each food")
    found = _read(raw, name)
    kind = next((_KINDS[plain(cell)] for cell in found.header if plain(cell) in _KINDS), found.kind)
    return Sheet(found.name, kind, found.header, found.rows)


def _read(raw: bytes, name: str) -> Sheet:
    if raw.startswith(b"PK"):
        return _unpacked(Archive(raw, name))
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return read_workbook(raw, name)
    text, encoding = decoded(raw, name)
    if text.lstrip()[:1] in ("{", "["):
        return read_json(text, name)
    return read_csv(text, encoding, name)


def _unpacked(archive: Archive) -> Sheet:
    if "xl/workbook.xml" in archive.members:
        return read_xlsx(archive)
    if (at := fdc_csv.folder(archive)) is not None:
        return fdc_csv.read_folder(archive, at)
    documents = [name for name in archive.members if name.endswith(".json") and not name.startswith("__MACOSX/")]
    if len(documents) == 1:
        if archive.members[documents[0]].file_size > MOST_JSON:
            raise PlannerError(
                f"{archive.name}: as JSON it is over {MOST_JSON >> 20} MB; "
                "bring the CSV download of the same foods, still zipped"
            )
        return read_json(decoded(archive.read(documents[0]), archive.name)[0], archive.name)
    for name in archive.members:
        if name.lower().endswith(".zip"):
            raise PlannerError(f"{archive.name}: there is another zip file in it; unpack it and bring that file")
    raise PlannerError(
        f"{archive.name}: it is neither a workbook nor a download of FoodData Central; unpack it and bring its table"
    )
