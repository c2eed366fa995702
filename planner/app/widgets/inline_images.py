"""Small images that stand in a line of text: a bar for a cramp mineral, the picture of a dish."""

import base64
from functools import cache
from pathlib import Path

from planner.app.widgets.markdown import plain
from planner.charts.palette import MINERALS
from planner.charts.shared_marks import inline_bar
from planner.menu.pictures import Picture

_ICONS = Path(__file__).resolve().parent / "icons"  # drawn for a light and a dark page


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
