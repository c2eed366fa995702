"""The colours stand out from both grounds of the theme, and stay apart for eyes that see fewer of them.

Colour vision deficiency is simulated by the matrices of Machado, Oliveira and Fernandes, "A physiologically-based
model for simulation of color vision deficiency", IEEE TVCG 15 (2009), severity 1.0; differences are CIEDE2000
(Sharma, Wu and Dalal, Color Res. Appl. 30 (2005), whose test data hold our formula to it).
"""

import tomllib
from itertools import combinations

import numpy as np
import pytest

from planner.charts.coverage_rows import STATUS
from planner.charts.palette import CELLS, MINERALS, NEUTRAL, STATUSES, TABLETS
from tests import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
SCHEMES = ("light", "dark")
HUES = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
EYES = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
TO_XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
WHITE = [0.95047, 1.0, 1.08883]
MINERALS_APART, STATUSES_APART, GROUPS_APART = 15, 12, 15  # CIEDE2000; a side-by-side eye sees 1 to 2


def linear(colour):
    part = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """The contrast ratio of WCAG 2."""
    dark, light = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour, ground, share):
    """A colour laid thinly on a ground."""
    parts = [[int(each[n : n + 2], 16) for n in (1, 3, 5)] for each in (colour, ground)]
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02X}" for a, b in zip(*parts, strict=True))


def lab(colour, eye="all cones"):
    xyz = np.array(TO_XYZ) @ np.clip(np.array(EYES[eye]) @ linear(colour), 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one, other):
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    light, chroma, hue = (l1 + l2) / 2, (c1 + c2) / 2, h1 + turn / 2
    waves = ((1, -30, -0.17), (2, 0, 0.24), (3, 6, 0.32), (4, -63, -0.20))
    t = 1 + sum(size * np.cos(np.radians(n * hue + shift)) for n, shift, size in waves)
    d_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    d_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    d_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    twist = -np.sin(np.radians(60 * np.exp(-(((hue % 360 - 275) / 25) ** 2))))
    twist *= 2 * np.sqrt(chroma**7 / (chroma**7 + 25**7))
    return float(np.sqrt(d_light**2 + d_chroma**2 + d_hue**2 + twist * d_chroma * d_hue))


def nearest(colours, eye):
    """The smallest difference between two of some colours."""
    return min(ciede2000(lab(a, eye), lab(b, eye)) for a, b in combinations(colours, 2))


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_of_the_published_test_data(one, other, difference):
    assert ciede2000(one, other) == pytest.approx(difference, abs=1e-4)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("colour", [*MINERALS.values(), *STATUSES.values(), TABLETS, NEUTRAL])
def test_every_mark_stands_out_from_its_ground(scheme, colour):
    assert contrast(colour, THEME[scheme]["backgroundColor"]) >= 3


@pytest.mark.parametrize("eye", EYES)
def test_the_minerals_are_told_apart_by_every_eye(eye):
    assert nearest(MINERALS.values(), eye) >= MINERALS_APART


@pytest.mark.parametrize("eye", EYES)
def test_the_statuses_and_the_tablets_are_told_apart_by_every_eye(eye):
    assert nearest([*STATUSES.values(), TABLETS], eye) >= STATUSES_APART


def test_no_mineral_looks_like_a_status():
    both = [(lab(one), lab(other)) for one in MINERALS.values() for other in (*STATUSES.values(), TABLETS)]
    assert min(ciede2000(*pair) for pair in both) >= GROUPS_APART


def test_every_status_has_a_colour_and_a_word():
    assert list(STATUSES) == list(STATUS)


@pytest.mark.parametrize("cell", CELLS)
def test_figures_are_read_on_their_cells(cell):
    assert contrast(*CELLS[cell]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_charts_of_streamlit_begin_with_the_same_colours(scheme):
    assert THEME[scheme]["chartCategoricalColors"][:3] == list(MINERALS.values())
    assert [THEME[scheme][f"{hue}Color"] for hue in ("blue", "yellow", "violet")] == list(MINERALS.values())


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("hue", HUES)
def test_coloured_words_are_read_on_the_page_and_on_a_tint_of_their_own(scheme, hue):
    theme = THEME[scheme]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        tint = mixed(theme[f"{hue}Color"], ground, 0.1)
        assert min(contrast(theme[f"{hue}TextColor"], each) for each in (ground, tint)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_links_and_buttons_are_read(scheme):
    theme = THEME[scheme]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], ground) >= 7
        assert contrast(theme["linkColor"], ground) >= 4.5
    assert contrast("#FFFFFF", theme["primaryColor"]) >= 4.5  # words on a button are always white
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= 3
    # so the chosen one of a row of buttons takes the words' green instead (planner/app/widgets/button_row.py)
    chosen = mixed(theme["primaryColor"], theme["backgroundColor"], 0.1)
    assert contrast(theme["greenTextColor"], chosen) >= 4.5
