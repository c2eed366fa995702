"""Who did what, when: written in the transaction that does it, read by administrators."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, func, select

from planner.errors import PlannerError
from planner.store.database import Database
from planner.store.history import now
from planner.store.permissions import Visitor
from planner.store.schema import audit

Action = Literal["sign-in", "read", "change", "export", "erase"]

ONE_READING = timedelta(hours=1)  # a page that is drawn anew all the while reads once


@dataclass(frozen=True)
class AuditEntry:
    """One line of the log.

    Attributes
    ----------
    number : int
        Counts from 1.
    at : datetime.datetime
        UTC.
    who : str
        The address of whoever it was; ``this machine`` where nobody signs in, ``public`` for a stranger.
    what : str
        ``sign-in``, ``read``, ``change``, ``export`` or ``erase``.
    subject : str
        What was read or changed, by its id: ``client 0f3a52c9d1b8``.
    """

    number: int
    at: datetime
    who: str
    what: str
    subject: str


def write_entry(connection: Connection, who: Visitor, what: Action, subject: str) -> None:
    """Write down what is done in this transaction, which writes."""
    last = connection.scalar(select(func.max(audit.c.number))) or 0
    connection.execute(audit.insert().values(number=last + 1, at=now(), who=who.label, what=what, subject=subject))


def was_read_lately(connection: Connection, who: Visitor, subject: str) -> bool:
    """Whether it stands in the log already that they read it in this hour."""
    same = (audit.c.who == who.label) & (audit.c.what == "read") & (audit.c.subject == subject)
    return connection.scalar(select(audit.c.number).where(same, audit.c.at > now() - ONE_READING).limit(1)) is not None


class AuditLog:
    """The audit log of a store.

    Parameters
    ----------
    database : Database
        That of the store: ``Store(url).database``.
    who : Visitor

    Raises
    ------
    PlannerError
        In each method: if the database can't be used, or for what can't be; in one sentence.

    Examples
    --------
    >>> import tempfile
    >>> from planner.store import Store, alone, signed_in
    >>> folder = tempfile.TemporaryDirectory()
    >>> database = Store(f"sqlite:///{folder.name}/foods.db").database
    >>> AuditLog(database, signed_in("anna@clinic.example")).add_sign_in()
    >>> [(entry.who, entry.what) for entry in AuditLog(database, alone()).entries()]
    [('anna@clinic.example', 'sign-in')]
    >>> folder.cleanup()
    """

    def __init__(self, database: Database, who: Visitor) -> None:
        self._database, self._who = database, who

    def add_sign_in(self) -> None:
        """Write down that they signed in."""
        with self._database.writing() as connection:
            write_entry(connection, self._who, "sign-in", "dashboard")

    def entries(self, most: int = 1000, since: datetime | None = None) -> list[AuditEntry]:
        """The newest entries, newest first; for administrators."""
        if not self._who.administrator:
            raise PlannerError(
                f"{self._who.id or self._who.name} is no administrator and can't read the audit log; "
                "sign in with an address that is"
            )
        query = select(audit).order_by(audit.c.number.desc()).limit(most)
        if since is not None:
            query = query.where(audit.c.at >= since)
        with self._database.reading() as connection:
            return [AuditEntry(**row._mapping) for row in connection.execute(query)]
