"""Where the store is: a file, or a database on a PostgreSQL server."""

import os

from platformdirs import user_data_path
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from planner.errors import PlannerError

VARIABLE = "PLANNER_DATABASE_URL"


def default_url() -> str:
    """Where the store is: ``PLANNER_DATABASE_URL``, else a file in the user's data folder.

    Returns
    -------
    str
        A database URL, password included.

    Examples
    --------
    >>> default_url().partition("://")[0] in ("sqlite", "postgresql")
    True
    """
    given = os.environ.get(VARIABLE, "").strip()
    if given:
        return given
    path = user_data_path("cramp-planner", appauthor=False) / "foods.db"
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def checked_url(given: str) -> URL:
    """The address as SQLAlchemy takes it, with the driver.

    Raises
    ------
    PlannerError
        If it is neither a file nor a PostgreSQL server.
    """
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        url = URL.create("unknown")
    kind = url.drivername.split("+")[0]
    in_memory = ":memory:" in (url.database or ":memory:") or url.query.get("mode") == "memory"
    if kind == "sqlite" and not in_memory:
        return url.set(drivername="sqlite")
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise PlannerError(
        "the food store can be a file (sqlite:///folder/foods.db) or on a server "
        f"(postgresql://user:password@host/name); write {VARIABLE} so"
    )
