"""Files that hold a store in SQLite: where they are, and how a whole one is written, or none."""

import filecmp
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit
from urllib.request import url2pathname

from sqlalchemy import URL, Connection, NullPool, create_engine


def path_of(url: URL) -> Path:
    """The file of an SQLite address, which may be a path or a URI."""
    database = str(url.database)
    return Path(url2pathname(urlsplit(database).path) if "uri" in url.query else database).absolute()


def existing_only(url: URL) -> URL:
    """The same address, so that SQLite makes no empty file where none is."""
    mode = "ro" if url.query.get("mode") == "ro" else "rw"
    return url.set(database=path_of(url).as_uri()).update_query_dict({"uri": "true", "mode": mode})


@contextmanager
def in_memory() -> Iterator[Connection]:
    """A database that is gone afterwards; foreign keys are not enforced in it."""
    with create_engine("sqlite://", poolclass=NullPool).connect() as connection:
        yield connection


def raw(connection: Connection) -> sqlite3.Connection:
    """The connection of the driver."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def opened(path: Path) -> sqlite3.Connection:
    """A connection that only reads."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def write_file(database: sqlite3.Connection, path: Path, overwrite: bool = False) -> None:
    """Write a database to a file, which is complete or not there.

    Raises
    ------
    FileExistsError
        If a file is there and is not to be overwritten.
    OSError, ValueError, sqlite3.Error
        If it can't be written.
    """
    with _written(database, path) as part:
        if overwrite:
            part.replace(path)
        elif not _named(part, path):
            raise FileExistsError(f"{path} is there already")


def write_beside(database: sqlite3.Connection, path: Path, why: str) -> Path:
    """Write a database beside a file as ``foods.before-restore.db``, with a number if that is another already."""
    with _written(database, path) as part:
        names = _names_beside(path, why)
        return next(name for name in names if _named(part, name) or filecmp.cmp(part, name, shallow=False))


def move_aside(path: Path, why: str) -> Path:
    """Give a file another name beside its own."""
    aside = next(name for name in _names_beside(path, why) if _named(path, name))
    path.unlink(missing_ok=True)
    return aside


@contextmanager
def _written(database: sqlite3.Connection, path: Path) -> Iterator[Path]:
    """A copy of a database in a new file beside a path, for as long as it takes to name it."""
    part = path.with_name(f"{path.name}.{token_hex(4)}.part")
    part.touch(0o600, exist_ok=False)  # what stands in the way is said in the words of the system
    try:
        with closing(sqlite3.connect(part)) as target:
            database.backup(target)
        yield part
    finally:
        part.unlink(missing_ok=True)


def _names_beside(path: Path, why: str) -> Iterator[Path]:
    yield path.with_name(f"{path.stem}.{why}{path.suffix}")
    yield from (path.with_name(f"{path.stem}.{why}-{number}{path.suffix}") for number in count(2))


def _named(file: Path, name: Path) -> bool:
    """Whether the file now has that name, which no file had before."""
    try:
        os.link(file, name)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(name):
            return False
        file.rename(name)
    return True
