"""Clients of a dietitian: answers, notes and plans over time, their own or shared within a group."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, func, select

from planner.errors import PlannerError, quoted
from planner.store.audit_log import Action, was_read_lately, write_entry
from planner.store.database import Database
from planner.store.history import now, unpacked
from planner.store.incoming import LONG, json_text, many_lines, plan_file, required
from planner.store.permissions import Visitor, must_be_dietitian, normal_address, own_group, readable
from planner.store.schema import client as client_table
from planner.store.schema import client_plan

MOST_ANSWERS = 20_000  # characters of the answers of one client, as JSON
MOST_NOTES = 20_000

_LISTED = select(
    *(client_table.c[name] for name in ("id", "name", "owner", "shared_with", "archived", "edition", "changed")),
    func.count(client_plan.c.version).label("plans"),
).select_from(client_table.outerjoin(client_plan)).group_by(client_table.c.id)  # fmt: skip
_VERSION = select(
    *(client_plan.c[name] for name in ("client", "version", "at", "editor", "reason", "revision"))
)  # fmt: skip


@dataclass(frozen=True)
class ListedClient:
    """A client as the list shows them.

    Attributes
    ----------
    id : str
        What addresses and the audit log call them.
    name : str
        Their name or number.
    owner : str
        The address of their dietitian; ``""`` where nobody signs in.
    shared_with : str or None
        The group that shares them.
    archived : bool
    edition : int
        Counts the changes.
    changed : datetime.datetime
        When they were changed last, UTC.
    plans : int
        How many versions of their plan there are.
    """

    id: str
    name: str
    owner: str
    shared_with: str | None
    archived: bool
    edition: int
    changed: datetime
    plans: int


@dataclass(frozen=True)
class Client:
    """A client with all that a card shows; answers are options of ``cramp-planner plan``, underscores for hyphens."""

    listed: ListedClient
    address: str | None
    answers: dict[str, Any]
    notes: str


@dataclass(frozen=True)
class ClientPlan:
    """A version of a client's plan: when it was made [UTC], by whom, why, and with which food table."""

    client: str
    version: int
    at: datetime
    editor: str
    reason: str
    revision: int


class ClientStore:
    """The clients that a visitor may see: their own, and those shared within a group of theirs.

    Parameters
    ----------
    database : Database
        That of the store: ``Store(url).database``.
    who : Visitor

    Raises
    ------
    PlannerError
        In each method: for whoever is no dietitian, for a client that is not theirs, if the database can't be
        used, or for what can't be; in one sentence.

    Examples
    --------
    >>> import tempfile
    >>> from planner.store import Store, alone
    >>> folder = tempfile.TemporaryDirectory()
    >>> clients = ClientStore(Store(f"sqlite:///{folder.name}/foods.db").database, alone("Anna"))
    >>> olga = clients.add("Olga", {"stage": "pregnant", "trimester": 2})
    >>> clients.change(olga.listed, answers={"stage": "pregnant", "trimester": 3}).answers["trimester"]
    3
    >>> clients.erase(olga.listed.id)
    >>> clients.clients()
    []
    >>> folder.cleanup()
    """

    def __init__(self, database: Database, who: Visitor) -> None:
        self._database, self._who = database, who

    def clients(self, search: str = "", archived: bool = False) -> list[ListedClient]:
        """Those whose name holds a text, by name; the archived ones if asked for."""
        must_be_dietitian(self._who, "see clients")
        with self._database.reading() as connection:
            query = _LISTED.where(readable(client_table, self._who), client_table.c.archived == archived)
            found = [ListedClient(**row._mapping) for row in connection.execute(query)]
        wanted = search.strip().casefold()
        return sorted(
            (one for one in found if wanted in one.name.casefold()), key=lambda one: (one.name.casefold(), one.id)
        )

    def client(self, id: str) -> Client:
        """All of one client; that it was read is written down, once an hour."""
        self._note_reading(id)
        with self._database.reading() as connection:
            return self._client(connection, id)

    def add(self, name: str, answers: Mapping[str, Any], notes: str = "", shared_with: str | None = None) -> Client:
        """A new client; `shared_with` is a group of the visitor's."""
        must_be_dietitian(self._who, "have clients")
        fields = _checked(self._who, {"name": name, "answers": answers, "notes": notes, "shared_with": shared_with})
        id = token_hex(6)
        with self._database.writing() as connection:
            row = {**fields, "id": id, "owner": self._who.id, "archived": False, "edition": 1, "changed": now()}
            connection.execute(client_table.insert().values(**row))
            write_entry(connection, self._who, "change", f"client {id}")
            return self._client(connection, id)

    def change(self, seen: ListedClient, **fields: Any) -> Client:
        """Change name, address, answers, notes, shared_with or archived of a client as it was seen.

        Refused if somebody else changed that client since.
        """
        checked = _checked(self._who, fields)
        with self._writing(seen.id, "change") as connection:
            now_there = self._listed(connection, seen.id)
            if now_there.edition != seen.edition:
                raise PlannerError(
                    "somebody changed this client while you were at it; look at what stands there now and do it again"
                )
            self._update(connection, seen.id, **checked)
            return self._client(connection, seen.id)

    def hand_over(self, id: str, to: str) -> None:
        """Make a client that of a colleague, who shares a group; within a group it stays shared."""
        address = normal_address(to)
        if address not in self._who.colleagues:
            raise PlannerError(f"{address} is in no group of yours; hand over to a colleague of your group")
        with self._writing(id, "change", f"client {id}, handed over to {address}") as connection:
            self._update(connection, id, owner=address)

    def keep_plan(self, id: str, document: dict[str, Any], revision: int, reason: str) -> ClientPlan:
        """Keep the next version of a client's plan: the plan file, the revision of its food table, what changed it."""
        reason = required(reason, "the reason", LONG)
        text, _ = plan_file(document)
        with self._writing(id, "change") as connection:
            last = connection.scalar(select(func.max(client_plan.c.version)).where(client_plan.c.client == id)) or 0
            fields: dict[str, Any] = {"client": id, "version": last + 1, "at": now(), "editor": self._who.editor}
            fields |= {"reason": reason, "revision": revision}
            row = {**fields, "email": self._who.id or None, "document": zlib.compress(text)}
            connection.execute(client_plan.insert().values(**row))
            return ClientPlan(**fields)

    def plans(self, id: str) -> list[ClientPlan]:
        """The versions of a client's plan, newest first."""
        self._note_reading(id)
        with self._database.reading() as connection:
            return _versions(connection, id)

    def plan(self, id: str, version: int) -> tuple[ClientPlan, dict[str, Any]]:
        """A version of a client's plan and its plan file."""
        self._note_reading(id)
        with self._database.reading() as connection:
            return _version(connection, id, version)

    def export(self, id: str) -> tuple[Client, list[tuple[ClientPlan, dict[str, Any]]]]:
        """All of a client with all plan files, to take along; it is written down."""
        with self._writing(id, "export") as connection:
            versions = [_version(connection, id, one.version) for one in _versions(connection, id)]
            return self._client(connection, id), versions

    def erase(self, id: str) -> None:
        """Erase a client with all plans and the links to them; that it was done stays in the audit log."""
        with self._writing(id, "erase") as connection:
            connection.execute(client_table.delete().where(client_table.c.id == id))

    @contextmanager
    def _writing(self, id: str, what: Action, subject: str = "") -> Iterator[Connection]:
        """A transaction that writes about a client of theirs, and writes down so."""
        must_be_dietitian(self._who, "see clients")
        with self._database.writing() as connection:
            self._listed(connection, id)
            write_entry(connection, self._who, what, subject or f"client {id}")
            yield connection

    def _note_reading(self, id: str) -> None:
        must_be_dietitian(self._who, "see clients")
        with self._database.reading() as connection:
            self._listed(connection, id)
            if was_read_lately(connection, self._who, f"client {id}"):
                return
        with self._writing(id, "read"):
            pass

    def _listed(self, connection: Connection, id: str) -> ListedClient:
        found = connection.execute(
            _LISTED.where(client_table.c.id == id, readable(client_table, self._who))
        ).one_or_none()
        if found is None:
            raise PlannerError(f"there is no client {quoted(id)} that you may open; choose one of the list")
        return ListedClient(**found._mapping)

    def _client(self, connection: Connection, id: str) -> Client:
        listed = self._listed(connection, id)
        columns = (client_table.c[name] for name in ("address", "answers", "notes"))
        row = connection.execute(select(*columns).where(client_table.c.id == id)).one()
        return Client(listed, row.address, json.loads(row.answers), row.notes)

    def _update(self, connection: Connection, id: str, **fields: Any) -> None:
        changed = {**fields, "edition": client_table.c.edition + 1, "changed": now()}
        connection.execute(client_table.update().where(client_table.c.id == id).values(**changed))


def _checked(who: Visitor, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a client as they are written down."""
    checks: dict[str, Callable[[Any], Any]] = {
        "name": lambda value: required(value, "the name or number of the client"),
        "address": lambda value: normal_address(value) if value else None,
        "answers": lambda value: json_text(dict(value), "the answers", MOST_ANSWERS),
        "notes": lambda value: many_lines(value, "the notes", MOST_NOTES),
        "shared_with": lambda value: own_group(who, value),
        "archived": bool,
    }
    return {name: checks[name](value) for name, value in fields.items()}


def _versions(connection: Connection, id: str) -> list[ClientPlan]:
    query = _VERSION.where(client_plan.c.client == id).order_by(client_plan.c.version.desc())
    return [ClientPlan(**row._mapping) for row in connection.execute(query)]


def _version(connection: Connection, id: str, version: int) -> tuple[ClientPlan, dict[str, Any]]:
    here = (client_plan.c.client == id) & (client_plan.c.version == version)
    row = connection.execute(_VERSION.add_columns(client_plan.c.document).where(here)).one_or_none()
    if row is None:
        raise PlannerError(f"this client has no plan {version}; choose one of the list")
    fields = dict(row._mapping)
    text = unpacked(fields.pop("document"))
    if text is None:
        raise PlannerError(f"plan {version} of this client is damaged; take a backup of the database, or plan anew")
    return ClientPlan(**fields), json.loads(text)
