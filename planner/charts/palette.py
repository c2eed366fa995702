"""The colours of the charts: one meaning each, on paper and on a dark screen alike.

Each stands out by at least 3:1 from both grounds of the theme (`.streamlit/config.toml`), and those that stand in
one chart stay apart for the colour-blind as well; `tests/test_palette.py` holds them to it. A colour never speaks
alone: words or figures stand beside it.
"""

MINERALS = {"calcium_mg": "#4889C8", "magnesium_mg": "#A3851C", "potassium_mg": "#AA4077"}
# how food stands to its target
STATUSES = {"covered": "#14797B", "short": "#D2772A", "over": "#BC3C42", "spared": "#918A7F"}
TABLETS = "#6E62B9"  # what a doctor prescribed, beside the food
NEUTRAL = "#857D75"  # lines, and bars that mean none of the above
# cells of the heat map by coverage: ground and the ink of the figure on it
CELLS = {
    "under 70 %": ("#A8502C", "#FFFFFF"),
    "70 % or more": ("#EBB878", "#2C2823"),
    "target reached": ("#A3CFC9", "#2C2823"),
    "150 % or more": ("#15605F", "#FFFFFF"),
    "over the limit": ("#862A44", "#FFFFFF"),
    "no need to reach": ("#77716A", "#FFFFFF"),
}
