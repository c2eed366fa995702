"""Nights of the cramp diary, and who may read them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from planner.errors import PlannerError
from planner.store.audit_log import was_read_lately, write_entry
from planner.store.database import Database
from planner.store.history import now
from planner.store.incoming import json_text
from planner.store.permissions import Visitor, address_of_client, may_keep, normal_address, owned
from planner.store.schema import diary_reader, night

MOST_ENTRY = 10_000  # characters of a night, as JSON

Nights = dict[date, dict[str, Any]]


class DiaryStore:
    """The cramp diary of a visitor, and of the clients who share theirs.

    Parameters
    ----------
    database : Database
        That of the store: ``Store(url).database``.
    who : Visitor

    Raises
    ------
    PlannerError
        In each method: for whoever may not, if the database can't be used, or for what can't be; in one sentence.

    Examples
    --------
    >>> import tempfile
    >>> from planner.store import Store, alone
    >>> folder = tempfile.TemporaryDirectory()
    >>> diary = DiaryStore(Store(f"sqlite:///{folder.name}/foods.db").database, alone())
    >>> diary.save(date(2026, 11, 23), {"cramps": "one", "severity": 6})
    >>> diary.nights()
    {datetime.date(2026, 11, 23): {'cramps': 'one', 'severity': 6}}
    >>> diary.erase()
    >>> diary.nights()
    {}
    >>> folder.cleanup()
    """

    def __init__(self, database: Database, who: Visitor) -> None:
        self._database, self._who = database, who

    def nights(self) -> Nights:
        """All nights of one's own, the oldest first."""
        may_keep(self._who, "the diary")
        with self._database.reading() as connection:
            return _nights(connection, self._who.id)

    def save(self, when: date, entry: Mapping[str, Any]) -> None:
        """Save a night, in the place of what stood there of the same night."""
        self.save_all({when: entry})

    def save_all(self, nights: Mapping[date, Mapping[str, Any]]) -> None:
        """Save many nights, as from a file: all of them, or none."""
        may_keep(self._who, "the diary")
        rows = [
            {
                "owner": self._who.id,
                "night": when,
                "at": now(),
                "entry": json_text(dict(entry), f"the answers of {when:%d %B %Y}", MOST_ENTRY),
            }
            for when, entry in nights.items()
        ]
        if not rows:
            return
        with self._database.writing() as connection:
            for row in rows:
                connection.execute(night.delete().where(owned(night, self._who), night.c.night == row["night"]))
            connection.execute(night.insert(), rows)

    def remove(self, when: date) -> None:
        """Take one night out."""
        may_keep(self._who, "the diary")
        with self._database.writing() as connection:
            connection.execute(night.delete().where(owned(night, self._who), night.c.night == when))

    def erase(self) -> None:
        """Erase all nights, and who might read them; it stands in the audit log that this was done."""
        may_keep(self._who, "the diary")
        with self._database.writing() as connection:
            connection.execute(night.delete().where(owned(night, self._who)))
            connection.execute(diary_reader.delete().where(owned(diary_reader, self._who)))
            write_entry(connection, self._who, "erase", "own diary")

    def share_with(self, reader: str) -> None:
        """Let a dietitian read the diary, by the address that they sign in with."""
        address = normal_address(reader)
        if not self._who.id:
            raise PlannerError("a diary on one's own machine can't be shared; take the file or the page for the doctor")
        with self._database.writing() as connection:
            self._stop(connection, address)
            connection.execute(diary_reader.insert().values(owner=self._who.id, reader=address))
            write_entry(connection, self._who, "change", f"own diary, shared with {address}")

    def stop_sharing(self, reader: str) -> None:
        """Let a dietitian read it no more."""
        address = normal_address(reader)
        may_keep(self._who, "the diary")
        with self._database.writing() as connection:
            self._stop(connection, address)
            write_entry(connection, self._who, "change", f"own diary, no longer shared with {address}")

    def readers(self) -> list[str]:
        """The addresses of those who may read it."""
        may_keep(self._who, "the diary")
        with self._database.reading() as connection:
            mine = select(diary_reader.c.reader).where(owned(diary_reader, self._who))
            return sorted(connection.scalars(mine))

    def of_client(self, client: str) -> Nights | None:
        """The diary of a client by the id: None, unless she shares it with this very dietitian.

        She is told by the address that stands on the client's card. That it was read is written down.
        """
        with self._database.reading() as connection:
            hers = address_of_client(connection, self._who, client)
            shared = (diary_reader.c.owner == hers) & (diary_reader.c.reader == self._who.id)
            if not hers or connection.execute(select(diary_reader).where(shared)).first() is None:
                return None
            nights = _nights(connection, hers)
            read = was_read_lately(connection, self._who, f"diary of client {client}")
        if not read:
            with self._database.writing() as connection:
                write_entry(connection, self._who, "read", f"diary of client {client}")
        return nights

    def _stop(self, connection: Connection, address: str) -> None:
        mine = owned(diary_reader, self._who)
        connection.execute(diary_reader.delete().where(mine, diary_reader.c.reader == address))


def _nights(connection: Connection, owner: str) -> Nights:
    rows = connection.execute(
        select(night.c.night, night.c.entry).where(night.c.owner == owner).order_by(night.c.night)
    )
    return {row.night: json.loads(row.entry) for row in rows}
