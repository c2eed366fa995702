"""The whole store in one file, and back: an SQLite store of its own, wherever the store in use is."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, func, select

from planner.errors import PlannerError
from planner.store import history, sqlite_file
from planner.store.database import Database, reason_of
from planner.store.database_url import VARIABLE, default_url
from planner.store.schema import VERSION, metadata, plan, revision
from planner.store.store_version import Damaged, Foreign, Newer, Unusable, foreign_faults, found, upgrade

BEFORE = "before-restore"
_HEADER = b"SQLite format 3\0"
_ROWS = 500  # that are copied at a time
_BESIDE = "see that a copy can be written beside it"
_ANOTHER = "choose a file that cramp-planner backup wrote"


@dataclass(frozen=True)
class Backup:
    """A store in one file: the file, the place of the store, how much it holds.

    Attributes
    ----------
    path : pathlib.Path
    place : str
        The file of the store, or its host and database.
    revisions, plans : int
    before : pathlib.Path or None
        Where a restore left what was in that place before; None if nothing was.
    """

    path: Path
    place: str
    revisions: int
    plans: int
    before: Path | None = None


def backup(path: str | Path, url: str | None = None, overwrite: bool = False) -> Backup:
    """Write the whole store into one file, as it is at one moment; others may go on writing.

    Parameters
    ----------
    path : str or pathlib.Path
        The file; it is complete or not there.
    url : str, optional
        Where the store is; `default_url` by default.
    overwrite : bool
        Whether a file that is there may be replaced.

    Returns
    -------
    Backup

    Raises
    ------
    PlannerError
        If there is no store, a file is there, or it can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from planner.store import Store
    >>> folder = tempfile.TemporaryDirectory()
    >>> url = f"sqlite:///{folder.name}/foods.db"
    >>> Store(url).head().number
    1
    >>> written = backup(f"{folder.name}/monday.db", url)
    >>> written.revisions, written.plans
    (1, 0)
    >>> restore(written.path, url).before.name
    'foods.before-restore.db'
    >>> folder.cleanup()
    """
    path = Path(path)
    with closing(Database(url or default_url())) as database, sqlite_file.in_memory() as copy:
        with _file_errors(path):
            _refuse_store(path, database)
            if path.is_dir():
                raise PlannerError(f"{path}: that is a folder; name a file in it")
            if os.path.lexists(path) and not (overwrite and path.is_file()):
                raise PlannerError(
                    f"{path}: there is a file already; choose another name, or have it replaced (--force)"
                )
        with database.snapshot() as connection:
            _copy(connection, copy)
        with _file_errors(path):
            sqlite_file.write_file(sqlite_file.raw(copy), path, overwrite)
        return _counted(copy, path, database)


def restore(path: str | Path, url: str | None = None) -> Backup:
    """Put what a backup holds in the place of the store, all of it or nothing.

    What was there before is first written to ``foods.before-restore.db``: beside the file of an SQLite store,
    beside the backup where the store is on a server. A backup of an older version is upgraded on the way in.

    Parameters
    ----------
    path : str or pathlib.Path
        A file that `backup` wrote, or the file of an SQLite store, such as the copy made before an upgrade.
    url : str, optional
        Where the store is; `default_url` by default. If there is none, it is made.

    Returns
    -------
    Backup

    Raises
    ------
    PlannerError
        If the file is no backup, is damaged or was written by a newer version, or the store can't be replaced.

    Examples
    --------
    See `backup`.

    >>> restore("no_such_file.db")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    planner.errors.PlannerError: no_such_file.db: no such file or directory; choose ...
    """
    path = Path(path)
    with _opened(path) as source:
        with closing(Database(url or default_url(), lambda fresh: _replace_rows(source, fresh))) as database:
            _refuse_store(path, database)
            try:
                before = _put_in_place(source, database, path)
            except Damaged as error:
                if database.path is None:
                    raise PlannerError(
                        f"{database.place}: what is there is no whole food store, and its tables are left alone; "
                        f"name an empty database in {VARIABLE} and restore there"
                    ) from error
                with _file_errors(database.path, _BESIDE):  # what can't be read is kept as it is
                    before = sqlite_file.move_aside(database.path, BEFORE)
                _put_in_place(source, database, path)
        return replace(_counted(source, path, database), before=before)


def _put_in_place(source: Connection, database: Database, path: Path) -> Path | None:
    """Replace the rows of a store, a copy of which is kept; a fresh one has them already."""
    with database.writing() as connection:
        if database.begun:
            return None
        if database.path is not None:
            before = database.copy_beside(BEFORE)
        else:
            beside = path.with_name("foods.db")
            with sqlite_file.in_memory() as copy, _file_errors(beside, _BESIDE):
                _copy(connection, copy)
                before = sqlite_file.write_beside(sqlite_file.raw(copy), beside, BEFORE)
        _replace_rows(source, connection)
        return before


@contextmanager
def _opened(path: Path) -> Iterator[Connection]:
    """What a backup holds, checked and of this version; the file itself is only read."""
    header = b""
    with _file_errors(path, _ANOTHER):
        if path.is_file() or not path.exists():
            with path.open("rb") as file:
                header = file.read(len(_HEADER))
    if header != _HEADER:
        raise PlannerError(f"{path}: this is no backup of a food store; {_ANOTHER}")
    with sqlite_file.in_memory() as connection:
        with _damage(path):
            _read_whole(path, connection)
        yield connection


def _read_whole(path: Path, connection: Connection) -> None:
    """Read a backup into an empty database, see that it is sound, and upgrade it."""
    raw = sqlite_file.raw(connection)
    with closing(sqlite_file.opened(path)) as file:
        file.backup(raw)
    faults = [row[0] for row in raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
    if faults := faults + foreign_faults(connection):
        raise ValueError(faults[0])
    version = found(connection)
    if version == 0:
        raise Foreign("this is no backup of a food store, as it holds no tables")
    if version != VERSION:
        upgrade(connection, version)
    for table in metadata.sorted_tables:  # a cell that can't be read is noticed here, not halfway
        connection.execute(select(table)).all()
    history.last_plan(connection)
    connection.commit()


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    """What is wrong with a backup, in one sentence."""
    try:
        yield
    except Unusable as error:
        raise PlannerError(f"{path}: {error}; {error.way_out if isinstance(error, Newer) else _ANOTHER}") from None
    except sqlite3.OperationalError as error:
        raise PlannerError(f"{path}: {error}; {_ANOTHER}") from None
    except Exception as error:  # whatever a damaged file can lead to
        raise PlannerError(f"{path}: this backup is damaged ({reason_of(error)}); {_ANOTHER}") from error


def _copy(source: Connection, copy: Connection) -> None:
    """All rows of a store in a fresh database."""
    upgrade(copy, 0)
    _replace_rows(source, copy)
    copy.commit()


def _replace_rows(source: Connection, target: Connection) -> None:
    """Put the rows of one store in the place of those of another, of any two kinds."""
    last = max(history.last_plan(source), history.last_plan(target))
    for table in reversed(metadata.sorted_tables):
        target.execute(table.delete())
    for table in metadata.sorted_tables:
        for rows in source.execute(select(table)).mappings().partitions(_ROWS):
            target.execute(table.insert(), [dict(row) for row in rows])
    history.count_plans_from(target, last)


def _counted(source: Connection, path: Path, database: Database) -> Backup:
    revisions, plans = (source.scalar(select(func.count()).select_from(table)) for table in (revision, plan))
    return Backup(path, database.place, revisions or 0, plans or 0)


def _refuse_store(path: Path, database: Database) -> None:
    if database.path is not None and path.exists() and database.path.exists() and path.samefile(database.path):
        raise PlannerError(f"{path}: that is the store itself; name another file")


@contextmanager
def _file_errors(path: Path, way_out: str = "choose another place for the backup") -> Iterator[None]:
    """What stands in the way of a file, in one sentence."""
    try:
        yield
    except (OSError, ValueError, sqlite3.Error) as error:
        raise PlannerError(f"{path}: {reason_of(error).lower()}; {way_out}") from None
