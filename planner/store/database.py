"""The database behind the store: its address, its transactions, and its errors in one sentence."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, func, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from planner.errors import PlannerError
from planner.store.schema import VERSION, metadata, schema

_VARIABLE = "PLANNER_DATABASE_URL"
_WAIT = 30  # seconds to wait for another writer
_WRITERS = 7263  # any number: the lock of PostgreSQL that writers of the store take in turn

_ELSEWHERE = f"see that file and folder can be written to, or name another place in {_VARIABLE}"
_BACKUP = "put a backup in its place, or move it away and a new store begins"
_BUSY = "another program holds it; wait a moment and try again"
_REACH = f"see that the server runs and that {_VARIABLE} names it, with user and password"
# what a driver says, and the way out
_WAYS = {
    "readonly": _ELSEWHERE,
    "unable to open": _ELSEWHERE,
    "not a database": _BACKUP,
    "malformed": _BACKUP,
    "locked": _BUSY,
    "lock timeout": _BUSY,
    "full": "make room and try again",
    "connect": _REACH,
    "authentication": _REACH,
    "": f"try again, and if it stays, see that {_VARIABLE} names the right database",
}


class Taken(PlannerError):
    """Another writer was first with a key that may be there only once."""


def default_url() -> str:
    """Where the store is: ``PLANNER_DATABASE_URL``, else a file in the user's data folder."""
    given = os.environ.get(_VARIABLE, "").strip()
    if given:
        return given
    path = user_data_path("cramp-planner", appauthor=False) / "foods.db"
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


class Database:
    """Transactions on SQLite or PostgreSQL: many that read, one that writes.

    Parameters
    ----------
    url : str
        ``sqlite:///folder/foods.db`` or ``postgresql://user:password@host/name``.
    begin : callable
        What a fresh database begins with; called in the transaction that makes its tables.

    Raises
    ------
    PlannerError
        If the URL is neither, or the driver is missing.
    """

    def __init__(self, url: str, begin: Callable[[Connection], None]) -> None:
        self._url = _checked(url)
        self._begin = begin
        self._ready = False
        self._lock = Lock()
        self._engine = self._sqlite() if self._url.drivername == "sqlite" else self._postgresql()
        self._writer = self._engine.execution_options(writes=True)

    @property
    def place(self) -> str:
        """The file, or the host and name of the database, without user and password."""
        if self._url.drivername == "sqlite":
            return str(self._url.database)
        return f"{self._url.host or 'localhost'}/{self._url.database or ''}"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises
        ------
        PlannerError
            If the database can't be used; in one sentence with its place and the way out.
        """
        self._prepare()
        with self._said(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, all or nothing, while no other writes.

        Raises
        ------
        Taken
            If another program wrote all the same, and was first.
        PlannerError
            As for `reading`.
        """
        self._prepare()
        with self._said(), self._alone() as connection:
            yield connection

    def close(self) -> None:
        """Give back the connections; the next use opens new ones."""
        self._engine.dispose()

    def _prepare(self) -> None:
        """Make the tables of a fresh database, and see that an old one can be read."""
        with self._lock:
            if self._ready:
                return
            with self._said():
                self._make_folder()
                with self._engine.begin() as connection:
                    version = _version(connection)
                if version is None:
                    with self._alone() as connection:
                        version = _version(connection) or self._create(connection)
            if version > VERSION:
                raise PlannerError(
                    f"{self.place}: this food store was written by a newer version of the planner "
                    f"(schema {version}, known here: {VERSION}); install that version"
                )
            self._ready = True

    def _create(self, connection: Connection) -> int:
        metadata.create_all(connection, checkfirst=False)
        connection.execute(schema.insert().values(version=VERSION))
        self._begin(connection)
        return VERSION

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.set_config("lock_timeout", f"{_WAIT}s", True)))
                connection.execute(select(func.pg_advisory_xact_lock(_WRITERS)))
            yield connection

    def _sqlite(self) -> Engine:
        # no pool: a file that was moved away or put back is seen at once, and opening costs little
        engine = create_engine(self._url, connect_args={"timeout": _WAIT}, poolclass=NullPool)

        @event.listens_for(engine, "connect")
        def _connect(raw: Any, record: Any) -> None:
            raw.isolation_level = None  # the driver begins no transaction of its own
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("PRAGMA synchronous = FULL")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            writes = connection.get_execution_options().get("writes")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine

    def _postgresql(self) -> Engine:
        patience = {} if "connect_timeout" in self._url.query else {"connect_timeout": 10}
        try:
            return create_engine(self._url, connect_args=patience, pool_pre_ping=True)
        except ImportError:
            raise PlannerError(
                f"{self.place}: the driver of PostgreSQL is missing; pip install 'cramp-planner[server]' brings it"
            ) from None

    def _make_folder(self) -> None:
        if self._url.drivername != "sqlite" or "uri" in self._url.query:
            return
        try:
            Path(str(self._url.database)).parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise PlannerError(f"{self.place}: its folder can't be made ({error}); {_ELSEWHERE}") from None

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise Taken(f"{self.place}: another writer was first; look at what is saved now and try again") from None
        except (SQLAlchemyError, UnicodeError, OverflowError) as error:
            self._ready = False  # the file may have been moved away: look anew next time
            raise PlannerError(self._sentence(error)) from None

    def _sentence(self, error: Exception) -> str:
        said = (str(getattr(error, "orig", None) or error).strip().splitlines() or ["it can't be used"])[0]
        if self._url.password:
            said = said.replace(str(self._url.password), "***")
        return f"{self.place}: {said}; {next(way for part, way in _WAYS.items() if part in said.lower())}"


def _version(connection: Connection) -> int | None:
    return connection.scalar(select(schema.c.version)) if inspect(connection).has_table(schema.name) else None


def _checked(given: str) -> URL:
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        url = URL.create("unknown")
    kind = url.drivername.split("+")[0]
    if kind == "sqlite" and url.database not in (None, "", ":memory:"):
        return url.set(drivername="sqlite")
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise PlannerError(
        "the food store can be a file (sqlite:///folder/foods.db) or on a server "
        f"(postgresql://user:password@host/name); write {_VARIABLE} so"
    )
