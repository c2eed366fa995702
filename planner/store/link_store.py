"""Secret links that open a plan or its shopping list for whoever holds one, and what is ticked off there."""

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex, token_urlsafe
from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from planner.errors import PlannerError, one_of
from planner.store.audit_log import write_entry
from planner.store.database import Database
from planner.store.history import now, unpacked
from planner.store.incoming import plan_file, required
from planner.store.permissions import Visitor, address_of_client, may_keep, owned
from planner.store.schema import link as link_table
from planner.store.schema import tick

Opens = Literal["plan", "shopping"]

BYTES = 16  # of a secret: 128 bits, 22 characters
MOST_DAYS = 366  # that a link may be open
MOST_TICKS = 500  # on one shopping list

_LINK = select(
    *(link_table.c[name] for name in ("id", "client", "opens", "title", "revision", "at", "until", "revoked"))
)
_ENDED = "this link can't be opened: it has ended or was never there; ask whoever sent it for a new one"


@dataclass(frozen=True)
class Link:
    """A link that was sent.

    Attributes
    ----------
    id : str
        Not the secret, which is not kept.
    client : str or None
        The id of the client whose plan it opens.
    opens : str
        ``plan`` or ``shopping``.
    title : str
        What stands over it.
    revision : int
        Of the food table of its plan.
    at : datetime.datetime
        When it was made, UTC.
    until : datetime.date
        The last day on which it opens, UTC.
    revoked : bool
    """

    id: str
    client: str | None
    opens: str
    title: str
    revision: int
    at: datetime
    until: date
    revoked: bool

    @property
    def open(self) -> bool:
        """Whether it still opens."""
        return not self.revoked and self.until >= now().date()


class LinkStore:
    """The links of a visitor.

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
    >>> from datetime import timedelta
    >>> from planner.store import Store, alone
    >>> folder = tempfile.TemporaryDirectory()
    >>> links = LinkStore(Store(f"sqlite:///{folder.name}/foods.db").database, alone("Anna"))
    >>> secret, link = links.send("shopping", "Week 47", {"days": []}, 1, now().date() + timedelta(days=14))
    >>> len(secret), links.open(secret) == (link, {"days": []})
    (22, True)
    >>> ticks = TickStore(links.database)
    >>> ticks.set(secret, "oats", True)
    >>> ticks.ticks(secret)
    frozenset({'oats'})
    >>> folder.cleanup()
    """

    def __init__(self, database: Database, who: Visitor) -> None:
        self.database, self._who = database, who

    def send(
        self, opens: Opens, title: str, document: dict[str, Any], revision: int, until: date, client: str | None = None
    ) -> tuple[str, Link]:
        """A new link to a plan file as it is now: the secret, which is shown this once, and the link.

        `until` is the last day on which it opens; `client` the id of a client whose plan it is.
        """
        may_keep(self._who, "a link")
        one_of(opens, ("plan", "shopping"), "what a link opens")
        title = required(title, "the title of the link")
        text, _ = plan_file(document)
        days = (until - now().date()).days
        if not 0 <= days <= MOST_DAYS:
            raise PlannerError(f"the link would end on {until:%d %B %Y}; choose a day from today on, within a year")
        secret, id = token_urlsafe(BYTES), token_hex(6)
        row: dict[str, Any] = {
            "id": id,
            "sha256": _digest(secret),
            "owner": self._who.id,
            "client": client,
            "opens": opens,
        }
        row |= {"title": title, "revision": revision, "document": zlib.compress(text), "at": now(), "until": until}
        with self.database.writing() as connection:
            if client is not None:
                address_of_client(connection, self._who, client)
            connection.execute(link_table.insert().values(**row, revoked=False))
            write_entry(connection, self._who, "export", f"link {id}" + (f" to client {client}" if client else ""))
            return secret, _link(connection.execute(_LINK.where(link_table.c.id == id)).one())

    def links(self, client: str | None = None) -> list[Link]:
        """The links to a client's plans, of whoever sent them; without a client, one's own that are of none."""
        may_keep(self._who, "a link")
        with self.database.reading() as connection:
            if client is not None:
                address_of_client(connection, self._who, client)
                of = link_table.c.client == client
            else:
                of = owned(link_table, self._who) & link_table.c.client.is_(None)
            return [_link(row) for row in connection.execute(_LINK.where(of).order_by(link_table.c.at.desc()))]

    def revoke(self, id: str) -> None:
        """Let a link open no more; what it opened is erased."""
        may_keep(self._who, "a link")
        with self.database.writing() as connection:
            row = connection.execute(
                select(link_table.c.owner, link_table.c.client).where(link_table.c.id == id)
            ).one_or_none()
            if row is not None and row.client is not None:
                address_of_client(connection, self._who, row.client)
            elif row is None or row.owner != self._who.id:
                raise PlannerError("there is no such link of yours; choose one of the list")
            empty = zlib.compress(b"{}")
            connection.execute(link_table.update().where(link_table.c.id == id).values(revoked=True, document=empty))
            connection.execute(tick.delete().where(tick.c.link == id))
            write_entry(connection, self._who, "change", f"link {id}, revoked")

    def open(self, secret: str) -> tuple[Link, dict[str, Any]]:
        """The link of a secret and the plan file that it opens; whoever holds the secret may."""
        with self.database.reading() as connection:
            found = _opened(connection, secret)
            packed = connection.execute(select(link_table.c.document).where(link_table.c.id == found.id)).scalar_one()
        text = unpacked(packed)
        if text is None:
            raise PlannerError("what this link opens is damaged; ask whoever sent it for a new one")
        return found, json.loads(text)


class TickStore:
    """What is ticked off on shopping lists, the same on every device that has the link.

    Parameters
    ----------
    database : Database
        That of the store: ``Store(url).database``.

    Raises
    ------
    PlannerError
        In each method: if the secret opens no shopping list, or the database can't be used; in one sentence.

    Examples
    --------
    See `LinkStore`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def ticks(self, secret: str) -> frozenset[str]:
        """What is ticked off on the list that a secret opens."""
        with self._database.reading() as connection:
            id = _shopping_list(connection, secret)
            return frozenset(connection.scalars(select(tick.c.item).where(tick.c.link == id)))

    def set(self, secret: str, item: str, ticked: bool) -> None:
        """Tick something off, or take the tick away."""
        item = required(item, "what is ticked off")
        with self._database.writing() as connection:
            id = _shopping_list(connection, secret)
            there = set(connection.scalars(select(tick.c.item).where(tick.c.link == id)))
            if ticked and item not in there:
                if len(there) >= MOST_TICKS:
                    raise PlannerError(f"{MOST_TICKS} things are ticked off, as many as a list holds; take some away")
                connection.execute(tick.insert().values(link=id, item=item))
            elif not ticked:
                connection.execute(tick.delete().where(tick.c.link == id, tick.c.item == item))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _opened(connection: Connection, secret: str) -> Link:
    row = connection.execute(_LINK.where(link_table.c.sha256 == _digest(secret))).one_or_none()
    if row is None or not _link(row).open:
        raise PlannerError(_ENDED)
    return _link(row)


def _shopping_list(connection: Connection, secret: str) -> str:
    found = _opened(connection, secret)
    if found.opens != "shopping":
        raise PlannerError("this link opens a plan and no shopping list; ask for one to the list")
    return found.id


def _link(row: Row) -> Link:
    return Link(**row._mapping)
