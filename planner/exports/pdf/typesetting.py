"""The plan as PDF: a week for the fridge, then everything else, typeset by typst from the templates beside this file.
The cramp diary as one page for the doctor.

Values go to the template as JSON, never as markup, so a name is always text.
"""

import json
import re
import unicodedata
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from planner.exports.handout import Handout
from planner.exports.pdf.diary_contents import diary_contents
from planner.exports.pdf.page_contents import pages
from planner.menu.plan import Plan
from planner.person.cramp_diary import Diary
from planner.reference.outside_text import printable

HERE = Path(__file__).parent
MISSING = "\N{REPLACEMENT CHARACTER}"  # stands for a character that no font here can draw
LONG_WORD, PIECE = 20, 10  # letters: a longer word may be parted without a hyphen
UNDRAWN = "could not be displayed"  # in the words of typst
_PROBE = b'#set document(title: "probe")\n#set text(font: json(bytes(sys.inputs.fonts)), size: 8pt)\n#sys.inputs.text'
FONTS = ("Roboto", "Droid Sans Fallback", "Libertinus Serif", "DejaVu Sans Mono")  # the last two come with typst


def to_pdf(plan: Plan, handout: Handout | None = None, only_week: bool = False) -> bytes:
    """The plan on paper: the week on one landscape page, shopping, days to cook from, figures, sources.

    Parameters
    ----------
    plan : Plan
    handout : Handout, optional
        Names, note, date, paper and eaters; those of an empty handout by default.
    only_week : bool
        Whether it is the page for the fridge alone.

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1) with its fonts inside. The same plan and handout give the same bytes
        on one machine, on any machine where no character lacks in the fonts of the package.

    Notes
    -----
    Characters that neither the fonts of the package nor those of the system can draw are printed as
    "�", and the last page says so. A name stays on its page: long words are parted, the week is set
    as large as fits, and goes on to the next page where even the smallest letters do not.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> to_pdf(day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)]))[:5]
    b'%PDF-'
    """
    handout = handout or Handout()
    content = {**pages(plan, handout), "only_week": only_week}
    return _typeset(content, "plan.typ", handout.made)


def diary_pdf(diary: Diary, handout: Handout | None = None) -> bytes:
    """The cramp diary on one page for the doctor: pattern of the nights, danger signs, what was eaten, questions.

    Parameters
    ----------
    diary : Diary
    handout : Handout, optional
        `client`, `made` and `paper`; those of an empty handout by default.

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1), as `to_pdf` makes it.

    Examples
    --------
    >>> diary_pdf(Diary())[:5]
    b'%PDF-'
    """
    handout = handout or Handout()
    return _typeset(diary_contents(diary, handout), "diary.typ", handout.made)


def _typeset(content: dict[str, Any], template: str, made: date) -> bytes:
    content = _readable(content)
    fonts, undrawn = _fonts_for(content)
    content = _with_missing_sign(content, undrawn)
    options: dict[str, Any] = {
        "sys_inputs": {
            "content": json.dumps(content, ensure_ascii=False),
            "missing": MISSING,
            "fonts": json.dumps(FONTS),
        },
        "font_paths": fonts,
        "root": str(HERE),
        "timestamp": datetime.combine(made, time(), UTC),
    }
    try:
        return _pdf(typst.compile(str(HERE / template), pdf_standards="ua-1", **options))
    except typst.TypstError as error:
        if UNDRAWN not in str(error):
            raise
        # letters that can be drawn alone but not joined: tags stay, only the claim of the standard goes
        return _pdf(typst.compile(str(HERE / template), **options))


def _readable(value: Any) -> Any:
    """Text without what no page can show, and with a sign for characters that nobody has drawn."""
    if isinstance(value, dict):
        return {key: _readable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_readable(item) for item in value]
    if not isinstance(value, str):
        return value
    text = re.sub(r"\s+", lambda gap: " " if gap[0].strip("\u00a0\u202f") else gap[0], value)
    text = printable("".join(map(_drawn, unicodedata.normalize("NFC", text))))
    if any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        text += "\N{LEFT-TO-RIGHT MARK}"  # what follows a name that runs from right to left goes on from left to right
    # a break is allowed inside long words, never between a letter and its accent
    return re.sub(
        rf"\S{{{LONG_WORD + 1},}}", lambda word: re.sub(rf"(\S{{{PIECE}}})(?=\w)", "\\1\u200b", word[0]), text
    )


def _drawn(character: str) -> str:
    """A character, or the sign for one that nobody has drawn: half, private or unassigned."""
    return MISSING if unicodedata.category(character) in ("Cs", "Co", "Cn") else character


def _fonts_for(content: dict[str, Any]) -> tuple[typst.Fonts, set[str]]:
    """Fonts that draw these pages, and the characters that none of them can: the system's are taken where ours lack."""
    undrawn = {c for c in json.dumps(content, ensure_ascii=False) if not c.isascii()}
    for system in (False, True):
        fonts = _fonts(system)
        if _can_draw(fonts, "".join(sorted(undrawn))):
            return fonts, set()
        undrawn = {c for c in undrawn if not _can_draw(fonts, c)}
    return fonts, undrawn


@cache  # read once; opening them takes longer than typesetting
def _fonts(system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[str(HERE / "fonts")])


def _can_draw(fonts: typst.Fonts, text: str) -> bool:
    """Whether the fonts can draw a text, as typst finds on a page of nothing else."""
    inputs = {"text": text, "fonts": json.dumps(FONTS)}
    try:
        typst.compile(_PROBE, font_paths=fonts, pdf_standards="ua-1", sys_inputs=inputs)
    except typst.TypstError as error:
        if UNDRAWN in str(error):
            return False
        raise
    return True


def _with_missing_sign(value: Any, undrawn: set[str]) -> Any:
    """The same pages with a visible sign in place of what can't be drawn."""
    if not undrawn:
        return value
    if isinstance(value, dict):
        return {key: _with_missing_sign(item, undrawn) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_missing_sign(item, undrawn) for item in value]
    return "".join(MISSING if c in undrawn else c for c in value) if isinstance(value, str) else value


def _pdf(made: bytes | list[bytes] | None) -> bytes:
    assert isinstance(made, bytes)
    return made
