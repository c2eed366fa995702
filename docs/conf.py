"""How Sphinx builds these pages: ``python -m sphinx -W docs docs/_build/html``, without network."""

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

project = "Cramp planner"
release = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
html_title = f"{project} {release}"

extensions = ["myst_parser", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx_click", "directives"]
exclude_patterns = ["_build"]
myst_heading_anchors = 2  # links to a heading of the same page, as on GitHub
smartquotes = False  # options begin with two hyphens

default_role = "py:obj"  # names between single backticks in docstrings
autodoc_typehints = "none"  # types stand in the sections of each docstring
autosummary_generate = False  # nothing is written beside these pages
numpydoc_show_class_members = False

html_theme = "furo"
html_copy_source = False
html_show_copyright = False
