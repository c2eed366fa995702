"""The database behind the store: how it is made, upgraded, read and written; its errors in one sentence."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, func, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from planner.errors import PlannerError
from planner.store import sqlite_file
from planner.store.database_url import VARIABLE, checked_url
from planner.store.schema import VERSION
from planner.store.store_version import Damaged, Unusable, found, upgrade

_WAIT = 2  # [s] to wait for another that writes
_WAIT_FOR_UPGRADE = 30  # [s] to wait for another that upgrades the store
_WRITERS = 7263  # any number: the lock of PostgreSQL that writers of the store take in turn

_ELSEWHERE = f"see that file and folder can be written to, or name another place in {VARIABLE}"
_BUSY = "another program holds it; wait a moment and try again"
_REACH = f"see that the server runs and that {VARIABLE} names it, with user and password"
# what a driver says, and the way out
_WAYS_OUT = {
    "readonly": _ELSEWHERE,
    "unable to open": _ELSEWHERE,
    "not a database": Damaged.way_out,
    "malformed": Damaged.way_out,
    "locked": _BUSY,
    "lock timeout": _BUSY,
    "full": "make room and try again",
    "connect": _REACH,
    "authentication": _REACH,
    "": f"try again, and if it stays, see that {VARIABLE} names the right database",
}


class Taken(PlannerError):
    """Another writer was first with a key that may be there only once."""


class Database:
    """Transactions on SQLite or PostgreSQL: many that read, one that writes.

    The first of them makes a fresh store where there is none, and upgrades one of an older version.

    Parameters
    ----------
    url : str
        ``sqlite:///folder/foods.db`` or ``postgresql://user:password@host/name``.
    begin : callable, optional
        What a fresh store begins with, called in the transaction that makes its tables; without it
        there must be one.

    Raises
    ------
    PlannerError
        If the URL is neither, or the driver is missing.

    Attributes
    ----------
    path : pathlib.Path or None
        The file of an SQLite store.
    begun : bool
        Whether this made a fresh store.
    """

    def __init__(self, url: str, begin: Callable[[Connection], None] | None = None) -> None:
        self._url = checked_url(url)
        self.path = sqlite_file.path_of(self._url) if self._url.drivername == "sqlite" else None
        self._begin = begin
        self.begun = False
        self._ready = False
        self._lock = Lock()
        self._engine = self._postgresql() if self.path is None else self._sqlite()
        self._writer = self._engine.execution_options(writes=True)

    @property
    def place(self) -> str:
        """The file, or the host and name of the database, without user and password."""
        if self.path is not None:
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
        with self._driver_errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A transaction that only reads, and reads all of one moment; raises as `reading` does."""
        self._prepare()
        engine = self._engine
        if self.path is None:  # SQLite reads so anyway
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with self._driver_errors(), engine.begin() as connection:
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
        with self._driver_errors(), self._write_lock() as connection:
            yield connection

    def copy_beside(self, why: str) -> Path:
        """Copy the file of an SQLite store as it is, before anything is changed in a transaction that writes."""
        assert self.path is not None
        try:
            with closing(sqlite_file.opened(self.path)) as database:
                return sqlite_file.write_beside(database, self.path, why)
        except (OSError, sqlite3.Error) as error:
            raise PlannerError(
                f"{self.place}: no copy can be made beside it ({reason_of(error)}); {_ELSEWHERE}"
            ) from None

    def close(self) -> None:
        """Give back the connections; the next use opens new ones."""
        self._engine.dispose()

    def _prepare(self) -> None:
        """See that there is a store of this version: make a fresh one, or upgrade an older one."""
        with self._lock:
            if self._ready:
                return
            with self._driver_errors():
                if self.path is not None:
                    self._make_file(self.path)
                with self._engine.begin() as connection:
                    version = self._found(connection)
                if version != VERSION:
                    with self._write_lock(upgrades=True) as connection:
                        self._bring_up_to_date(connection)
            self._ready = True

    def _make_file(self, path: Path) -> None:
        """A fresh store where no file is; it gets its name when it is whole."""
        if os.path.lexists(path) or self._url.query.get("mode", "rwc") != "rwc":
            return
        begin = self._begins()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with sqlite_file.in_memory() as connection:
                upgrade(connection, 0)
                begin(connection)
                connection.commit()
                sqlite_file.write_file(sqlite_file.raw(connection), path)
            self.begun = True
        except FileExistsError:
            pass  # another process was first
        except (OSError, ValueError, sqlite3.Error) as error:
            raise PlannerError(f"{self.place}: the file can't be made ({reason_of(error)}); {_ELSEWHERE}") from None

    def _found(self, connection: Connection) -> int:
        try:
            return found(connection)
        except Unusable as error:
            raise type(error)(f"{self.place}: {error}; {error.way_out}") from None

    def _bring_up_to_date(self, connection: Connection) -> None:
        """Upgrade the store, unless another process did so a moment ago; a file is copied before."""
        version = self._found(connection)
        if version == VERSION:
            return
        if version == 0:
            self._fill(connection)
            return
        if self.path is not None:
            self.copy_beside(f"before-{VERSION:04}")
        try:
            upgrade(connection, version)
        except Exception as error:
            reason = reason_of(error)
            raise PlannerError(
                f"{self.place}: the upgrade from version {version} to {VERSION} failed ({reason}) and the store is as "
                "it was; use the version of the program before, and report this"
            ) from error

    def _fill(self, connection: Connection) -> None:
        """Make a fresh store in a database without tables."""
        if self.path is not None:
            raise Damaged(f"{self.place}: the file holds no tables at all; {Damaged.way_out}")
        begin = self._begins()
        upgrade(connection, 0)
        begin(connection)
        self.begun = True

    def _begins(self) -> Callable[[Connection], None]:
        if self._begin is None:
            raise PlannerError(f"{self.place}: there is no food store yet; see that {VARIABLE} names the right place")
        return self._begin

    @contextmanager
    def _write_lock(self, upgrades: bool = False) -> Iterator[Connection]:
        with self._writer.execution_options(upgrades=upgrades).begin() as connection:
            if connection.dialect.name == "postgresql":
                wait = _WAIT_FOR_UPGRADE if upgrades else _WAIT
                connection.execute(select(func.set_config("lock_timeout", f"{wait}s", True)))
                connection.execute(select(func.pg_advisory_xact_lock(_WRITERS)))
            yield connection

    def _sqlite(self) -> Engine:
        # no pool: a file that was moved away or put back is seen at once, and opening costs little
        url = sqlite_file.existing_only(self._url)
        engine = create_engine(url, connect_args={"timeout": _WAIT}, poolclass=NullPool)

        @event.listens_for(engine, "connect")
        def _connect(raw: Any, record: Any) -> None:
            raw.isolation_level = None  # the driver begins no transaction of its own
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not left in the file

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            options = connection.get_execution_options()
            if options.get("upgrades"):  # dropping a table that is made anew would empty those that point to it
                connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {_WAIT_FOR_UPGRADE * 1000}")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

        return engine

    def _postgresql(self) -> Engine:
        patience = {} if "connect_timeout" in self._url.query else {"connect_timeout": 10}
        try:
            return create_engine(self._url, connect_args=patience, pool_pre_ping=True)
        except ImportError:
            raise PlannerError(
                f"{self.place}: the driver of PostgreSQL is missing; pip install 'cramp-planner[server]' brings it"
            ) from None

    @contextmanager
    def _driver_errors(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise Taken(f"{self.place}: another writer was first; look at what is saved now and try again") from None
        except (SQLAlchemyError, UnicodeError, OverflowError) as error:
            self._ready = False  # the file may have been moved away: look anew next time
            raise self._sentence(error) from None

    def _sentence(self, error: Exception) -> PlannerError:
        reason = reason_of(error)
        if self._url.password:
            reason = reason.replace(str(self._url.password), "***")
        way = next(way for part, way in _WAYS_OUT.items() if part in reason.lower())
        kind = Damaged if way == Damaged.way_out else PlannerError
        return kind(f"{self.place}: {reason}; {way}")


def reason_of(error: Exception) -> str:
    """What an error says, in one line and in the words of the driver or the system."""
    words = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
    return (str(words).strip().splitlines() or ["it can't be used"])[0]
