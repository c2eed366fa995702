"""Small images that stand in a line of text: a bar for a cramp mineral, the picture of a dish."""

import base64
from functools import cache
from pathlib import Path

from planner.app.widgets.markdown import plain
from planner.charts.palette import MINERALS, NEUTRAL
from planner.menu.pictures import Picture

HEIGHT, BAR = 12, 8  # [px]
WHOLE = 2.0  # the share at which the bar is full; the target is its middle
_ICONS = Path(__file__).resolve().parent / "icons"  # drawn for a light and a dark page


def inline_bar(share: float, colour: str, width: int = 76) -> str:
    """A bar from nothing to twice the target, with a mark at the target, as an SVG image.

    Parameters
    ----------
    share : float
        Of the target [1]; from twice the target on the bar is full.
    colour : str
        As in ``planner.charts.palette``.
    width : int
        [px]

    Returns
    -------
    str
        The image, 12 px high.

    Examples
    --------
    >>> inline_bar(1.0, "#4889C8", 100).count('width="50.0"')
    1
    """
    filled = min(max(share, 0.0), WHOLE) / WHOLE * width
    top, middle = (HEIGHT - BAR) / 2, width / WHOLE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}">'
        f'<rect y="{top}" width="{width}" height="{BAR}" rx="2" fill="{NEUTRAL}" fill-opacity="0.25"/>'
        f'<rect y="{top}" width="{filled:.1f}" height="{BAR}" rx="2" fill="{colour}"/>'
        f'<rect x="{middle - 0.75}" width="1.5" height="{HEIGHT}" fill="{NEUTRAL}"/></svg>'
    )


def mineral_bar(share: float, nutrient: str, name: str, width: int = 76) -> str:
    """A small bar in the colour of a cramp mineral, as Markdown to stand in a text.

    Parameters
    ----------
    share : float
        Of the target [1].
    nutrient : str
    name : str
        What is read aloud in its place.
    width : int
        [px]
    """
    return _image(inline_bar(share, MINERALS[nutrient], width), name)


@cache
def dish_picture(picture: Picture, size: int) -> str:
    """The picture of a dish, as Markdown.

    Parameters
    ----------
    picture : Picture
    size : int
        Width and height [px].
    """
    drawn = _drawing(picture.name).replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    return _image(drawn, picture.words)


@cache  # the drawings do not change while the program runs
def _drawing(name: str) -> str:
    return (_ICONS / f"{name}.svg").read_text(encoding="utf-8").strip()


def _image(svg: str, name: str) -> str:
    return f"![{plain(name)}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"
