"""Directives of these pages: what a room of the planner names as public, and tables as they stand in ``data/``."""

import importlib
import inspect
import math
import re
from typing import Any, ClassVar

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from planner.reference.tables import data_dir, read


class PublicNames(SphinxDirective):
    """A list of the public names of a package, each with its first sentence."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        package = self.arguments[0]
        return self.parse_text_to_nodes(f"```{{eval-rst}}\n{self.text(package, _public(package))}\n```")

    def text(self, package: str, public: dict[str, Any]) -> str:
        names = [f"~{_home(package, name, one)}.{name}" for name, one in public.items() if not inspect.ismodule(one)]
        return "\n".join([".. currentmodule:: None", "", ".. autosummary::", "", *(f"   {n}" for n in names)])


class Room(PublicNames):
    """The docstring of a room, its public names, and each of them in full."""

    def text(self, package: str, public: dict[str, Any]) -> str:
        parts = [f".. automodule:: {package}\n   :no-index:", super().text(package, public)]
        for name, one in public.items():
            kind = "autoclass" if isinstance(one, type) else "autofunction" if inspect.isroutine(one) else "autodata"
            parts.append(f".. {kind}:: {package}.{name}")
        return "\n\n".join(parts)


def _home(package: str, name: str, one: object) -> str:
    """The room that documents a name: the nearest above where it is defined, else the package itself."""
    parts = getattr(one, "__module__", package).split(".")
    rooms = (".".join(parts[:n]) for n in range(len(parts), 1, -1))
    return next((room for room in rooms if name in getattr(importlib.import_module(room), "__all__", ())), package)


def _public(package: str) -> dict[str, Any]:
    """What a package names as public; in place of a list of functions, such as the rules, each of them."""
    module = importlib.import_module(package)
    found: dict[str, Any] = {}
    for name in sorted(module.__all__, key=str.lower):
        one = getattr(module, name)
        if isinstance(one, tuple) and all(map(inspect.isfunction, one)):
            found |= {f"{f.__module__}.{f.__name__}".removeprefix(f"{package}."): f for f in one}
        else:
            found[name] = one
    return found


class DataTable(SphinxDirective):
    """A table of ``data/``, or some of its columns.

    With ``by`` there is one for each word of that column, with the words above it and below it the
    sentences of other columns, each once.
    """

    required_arguments = 1
    option_spec: ClassVar = {"columns": str.split, "by": str, "sentences": str.split}

    def run(self) -> list[nodes.Node]:
        name, by = self.arguments[0], self.options.get("by")
        self.env.note_dependency(str(data_dir() / f"{name}.csv"))
        frame = read(name)
        columns = self.options.get("columns", list(frame))
        parts = []
        for words, rows in frame.groupby(by, sort=False) if by else [("", frame)]:
            parts += [f"**{words}**"] if by else []
            parts.append(_markdown(rows[columns]))
            sentences = [" ".join(map(_cell, row)) for row in rows[self.options.get("sentences", [])].to_numpy()]
            parts.append("\n".join(f"- {sentence}" for sentence in dict.fromkeys(sentences) if sentence))
        return self.parse_text_to_nodes("\n\n".join(parts))


def _markdown(frame: pd.DataFrame) -> str:
    filled = [column for column in frame if frame[column].map(_cell).any()]
    rows = [filled, ["---"] * len(filled), *([_cell(cell) for cell in row] for row in frame[filled].to_numpy())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.10g}"
    return re.sub(r"([|*_])", r"\\\1", str(value))


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_directive("public-names", PublicNames)
    app.add_directive("room", Room)
    app.add_directive("data-table", DataTable)
    return {"parallel_read_safe": True}
