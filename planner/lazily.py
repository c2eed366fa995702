"""Public names that are imported when they are first asked for, so that what needs few of them starts at once."""

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package whose public names stand in modules of their own.

    Parameters
    ----------
    package : str
        Its full name.
    homes : mapping
        Public name -> module in the package; empty where the name is a module itself.

    Examples
    --------
    >>> lazily("planner", {"Person": "person"})("Person").__module__
    'planner.person'
    """

    def found(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = importlib.import_module(f"{package}.{homes[name] or name}")
        value = getattr(module, name) if homes[name] else module
        setattr(sys.modules[package], name, value)
        return value

    return found
