"""Which version a store is of, and how an older one becomes that of this program, with Alembic.

The number stands in the table ``schema``, where every version of the program looks for it; the table of
Alembic names the same as four digits. Stores that were made before there were migrations lack that table.

A change of the tables is a file in ``migrations/versions/`` (``schema_0002.py``, tables altered within
``op.batch_alter_table``, since SQLite alters few things), the same in ``schema``, and its ``VERSION``.
"""

from threading import Lock

from sqlalchemy import Connection, String, column, func, inspect, select, table

from planner.errors import PlannerError
from planner.store import history
from planner.store.database_url import VARIABLE
from planner.store.schema import VERSION, metadata, revision, schema, snapshot

MIGRATIONS = "planner.store:migrations"  # a package and a folder in it, wherever it is installed
VERSIONS = [f"{MIGRATIONS}/versions"]

_STAMP = table("alembic_version", column("version_num", String))
_ALEMBIC = Lock()  # what a migration sees of Alembic is global to the process


class Unusable(PlannerError):
    """Something else than a store of this version or an older one."""

    way_out = ""


class Foreign(Unusable):
    """The tables of another program."""

    way_out = f"name another place in {VARIABLE}"


class Damaged(Unusable):
    """Half a store, or a file that can't be read: a backup should take its place."""

    way_out = "put a backup in its place (cramp-planner restore FILE), or move it away and a new store begins"


class Newer(Unusable):
    """A store of a later version of the program."""

    way_out = "install that version"


def found(connection: Connection) -> int:
    """The version of the store in a database; 0 if there are no tables.

    Raises
    ------
    Unusable
        What is there instead of a whole store of this version or an older one; place and way out are for
        the caller to add.
    """
    names = set(inspect(connection).get_table_names())
    if not names:
        return 0
    if missing := {one.name for one in (schema, revision, snapshot)} - names:
        raise Foreign(f"this is no food store: it has a table {min(names)!r}, but none called {min(missing)!r}")
    version = connection.scalar(select(schema.c.version)) or 0
    stamp = connection.scalar(select(_STAMP.c.version_num)) if _STAMP.name in names else _named(version)
    newest = max(version, int(stamp) if stamp and stamp.isdecimal() else 0)
    if newest > VERSION:
        raise Newer(
            f"this food store was written by a newer version of the planner (schema {newest}, known here: {VERSION})"
        )
    rows = connection.scalar(select(func.count()).select_from(revision))
    lacking = set(metadata.tables) - names if version == VERSION else set()
    if version == 0 or stamp != _named(version) or rows == 0 or lacking:
        raise Damaged("this is half a food store: some of what its tables should hold is missing")
    return version


def upgrade(connection: Connection, version: int) -> None:
    """Bring the tables of a version, 0 for none, to that of this program, in the transaction of the connection.

    On SQLite it must not enforce foreign keys: a table that others point to is made anew to change it.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(VERSIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    given = history.last_plan(connection) if version else 0
    with _ALEMBIC:
        if version and not inspect(connection).has_table(_STAMP.name):
            command.stamp(config, _named(version))
        command.upgrade(config, _named(VERSION))
    connection.execute(schema.update().values(version=VERSION))
    history.count_plans_from(connection, given)  # a table made anew counts from its rows
    if broken := foreign_faults(connection):
        raise PlannerError(broken[0])


def foreign_faults(connection: Connection) -> list[str]:
    """Rows that point to nothing, where the database did not see to that itself."""
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return [f"a row of the table {row[0]!r} points to nothing in the table {row[2]!r}" for row in rows]


def _named(version: int) -> str:
    return f"{version:04}"
