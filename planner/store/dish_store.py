"""Dishes of one's own, in all their versions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from planner.errors import PlannerError, quoted
from planner.store.audit_log import write_entry
from planner.store.database import Database
from planner.store.history import now
from planner.store.incoming import LONG, json_text, required
from planner.store.permissions import Visitor, may_keep, own_group, readable
from planner.store.schema import dish as dish_table

MOST_ROW = 20_000  # characters of a dish with its recipe, as JSON


@dataclass(frozen=True)
class DishVersion:
    """A dish as it was saved: whose it is, who saved it, when [UTC] and why; `row` is None once it was taken off."""

    owner: str
    name: str
    version: int
    shared_with: str | None
    at: datetime
    editor: str
    reason: str
    row: dict[str, Any] | None


class DishStore:
    """The dishes of a visitor, and those shared within a group of theirs.

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
    >>> dishes = DishStore(Store(f"sqlite:///{folder.name}/foods.db").database, alone("Anna"))
    >>> dishes.save("syrniki", {"title": "Syrniki"}, "grandmother's").version
    1
    >>> dishes.save("syrniki", {"title": "Syrniki with berries"}, "berries").version
    2
    >>> [one.row["title"] for one in dishes.dishes()], [one.reason for one in dishes.history("syrniki")]
    (['Syrniki with berries'], ['berries', "grandmother's"])
    >>> folder.cleanup()
    """

    def __init__(self, database: Database, who: Visitor) -> None:
        self._database, self._who = database, who

    def dishes(self) -> list[DishVersion]:
        """The newest version of each dish that was not taken off, by name."""
        with self._database.reading() as connection:
            inner = dish_table.alias()
            newest = select(func.max(inner.c.version)).where(
                inner.c.owner == dish_table.c.owner, inner.c.name == dish_table.c.name
            )
            query = select(dish_table).where(
                readable(dish_table, self._who),
                dish_table.c.version == newest.scalar_subquery(),
                dish_table.c.row.is_not(None),
            )
            return [_dish(row) for row in connection.execute(query.order_by(dish_table.c.name, dish_table.c.owner))]

    def history(self, name: str, owner: str | None = None) -> list[DishVersion]:
        """All versions of a dish, newest first; `owner` of a colleague's."""
        with self._database.reading() as connection:
            return self._versions(connection, name, owner)

    def save(
        self, name: str, row: Mapping[str, Any], reason: str, shared_with: str | None = None, owner: str | None = None
    ) -> DishVersion:
        """Save a dish as its next version; `shared_with` is a group of theirs, `owner` that of a colleague's dish."""
        json_text(dict(row), "the parts of the dish", MOST_ROW)
        return self._add(name, dict(row), reason, shared_with, owner)

    def take_off(self, name: str, reason: str, owner: str | None = None) -> DishVersion:
        """Take a dish off; its history stays, and saving it brings it back."""
        return self._add(name, None, reason, None, owner)

    def erase(self, name: str) -> None:
        """Erase a dish of one's own with its history."""
        may_keep(self._who, "a dish")
        with self._database.writing() as connection:
            mine = (dish_table.c.owner == self._who.id) & (dish_table.c.name == name)
            if not connection.execute(dish_table.delete().where(mine)).rowcount:
                raise PlannerError(f"there is no dish {quoted(name)} of yours; choose one of the list")
            write_entry(connection, self._who, "erase", "own dish")

    def _add(
        self, name: str, row: dict[str, Any] | None, reason: str, shared_with: str | None, owner: str | None
    ) -> DishVersion:
        may_keep(self._who, "a dish")
        name, reason = required(name, "the name of the dish"), required(reason, "the reason", LONG)
        group = own_group(self._who, shared_with)
        with self._database.writing() as connection:
            before = self._versions(connection, name, owner)
            if (owner not in (None, self._who.id) or row is None) and not before:
                raise PlannerError(f"there is no dish {quoted(name)} that you may change; choose one of the list")
            if before and (row is None or owner not in (None, self._who.id)):
                group = before[0].shared_with
            fields: dict[str, Any] = {"owner": self._who.id if owner is None else owner, "name": name}
            fields |= {"version": 1 + (before[0].version if before else 0), "shared_with": group, "at": now()}
            fields |= {"editor": self._who.editor, "reason": reason}
            here = (dish_table.c.owner == fields["owner"]) & (dish_table.c.name == name)
            connection.execute(dish_table.update().where(here).values(shared_with=group))  # old versions too
            text = None if row is None else json.dumps(row)
            connection.execute(dish_table.insert().values(**fields, email=self._who.id or None, row=text))
            write_entry(connection, self._who, "change", "own dish")
            return DishVersion(**fields, row=row)

    def _versions(self, connection: Connection, name: str, owner: str | None) -> list[DishVersion]:
        here = (dish_table.c.name == name) & (dish_table.c.owner == (self._who.id if owner is None else owner))
        query = select(dish_table).where(here, readable(dish_table, self._who))
        return [_dish(row) for row in connection.execute(query.order_by(dish_table.c.version.desc()))]


def _dish(row: Row) -> DishVersion:
    fields = {name: value for name, value in row._mapping.items() if name != "email"}
    return DishVersion(**{**fields, "row": json.loads(row.row) if row.row is not None else None})
