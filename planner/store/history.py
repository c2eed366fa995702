"""What the database holds, read and written within one transaction."""

import hashlib
import json
import zlib
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, Select, func, select

from planner.errors import PlannerError
from planner.foods.food_table import shipped_foods
from planner.store.permissions import Visitor, readable
from planner.store.records import KeptPlan, Revision
from planner.store.schema import change, plan, plan_food, revision, snapshot

CHANGE = ["food", "name", "column", "before", "after"]  # the columns of food_changes.changes

_REVISION = select(*(column for column in revision.c if column is not revision.c.shipped))
_PLAN = select(*(plan.c[name] for name in ("id", "name", "at", "editor", "revision", "owner", "shared_with")))


def now() -> datetime:
    """This moment, UTC."""
    return datetime.now(UTC)


def add_shipped(connection: Connection) -> None:
    """Revision 1 of a fresh store: the table that comes with the program."""
    table = shipped_foods()
    content = table.to_csv().encode()
    sha256 = add_content(connection, content)
    first = {"number": 1, "at": now(), "kind": "shipped", "sha256": sha256, "shipped": sha256}
    by = {"editor": "Cramp planner", "reason": "the table that comes with the program"}
    connection.execute(revision.insert().values(**first, **by, foods=len(table.frame), cells=0))


def add_content(connection: Connection, content: bytes) -> str:
    """Keep a text, unless it is kept already; its sha256."""
    sha256 = hashlib.sha256(content).hexdigest()
    if connection.scalar(select(snapshot.c.sha256).where(snapshot.c.sha256 == sha256)) is None:
        connection.execute(snapshot.insert().values(sha256=sha256, content=zlib.compress(content)))
    return sha256


def content(connection: Connection, sha256: str, what: str) -> bytes:
    """The text that was kept; `what` is its name in messages.

    Raises
    ------
    PlannerError
        If it is not what was kept.
    """
    text = unpacked(connection.scalar(select(snapshot.c.content).where(snapshot.c.sha256 == sha256)) or b"")
    if text is None or hashlib.sha256(text).hexdigest() != sha256:
        raise PlannerError(f"the content of {what} is damaged; take another revision, or a backup of the database")
    return text


def unpacked(packed: bytes) -> bytes | None:
    """What was compressed; None if that can't be told any more."""
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return None


def head(connection: Connection) -> Revision:
    """The newest revision."""
    return _revision(connection.execute(_REVISION.order_by(revision.c.number.desc()).limit(1)).one())


def revisions(connection: Connection) -> list[Revision]:
    """All revisions, newest first."""
    return [_revision(row) for row in connection.execute(_REVISION.order_by(revision.c.number.desc()))]


def find(connection: Connection, number: int) -> Revision:
    """A revision by its number.

    Raises
    ------
    PlannerError
        If there is none.
    """
    row = connection.execute(_REVISION.where(revision.c.number == number)).one_or_none()
    if row is None:
        raise PlannerError(f"there is no revision {number}; the newest is {head(connection).number}")
    return _revision(row)


def shipped(connection: Connection, number: int) -> str:
    """The sha256 of the shipped table that a revision stands on."""
    return connection.scalars(select(revision.c.shipped).where(revision.c.number == number)).one()


def add(connection: Connection, new: Revision, on: str, delta: pd.DataFrame) -> None:
    """Write a revision that stands on the shipped table `on`, with its changes."""
    fields = {**vars(new), "name": new.name or None, "shipped": on}
    connection.execute(revision.insert().values(**fields))
    if len(delta):
        lines = enumerate(delta.itertuples(index=False, name=None))
        columns = ["revision", "line", *delta.columns]
        connection.execute(
            change.insert(), [dict(zip(columns, (new.number, k, *cells), strict=True)) for k, cells in lines]
        )


def changes(connection: Connection, number: int) -> pd.DataFrame:
    """What a revision changed, in the order of `planner.foods.food_changes.changes`."""
    return frame(
        connection,
        select(*(change.c[column] for column in CHANGE)).where(change.c.revision == number).order_by(change.c.line),
    )


def of_food(connection: Connection, food: str) -> pd.DataFrame:
    """What was ever changed of a food, newest first."""
    return frame(
        connection,
        select(
            *(revision.c[column] for column in ("number", "at", "editor", "reason")),
            *(change.c[column] for column in ("column", "before", "after")),
        )
        .join_from(change, revision)
        .where(change.c.food == food)
        .order_by(revision.c.number.desc(), change.c.line),
    )


def frame(connection: Connection, query: Select) -> pd.DataFrame:
    """The rows of a query, as they are."""
    result = connection.execute(query)
    columns = list(result.keys())
    return pd.DataFrame([tuple(row) for row in result], columns=columns, dtype="object")


def add_plan(
    connection: Connection,
    name: str,
    document: bytes,
    foods: list[str],
    number: int,
    who: Visitor,
    shared_with: str | None,
) -> KeptPlan:
    """Write a plan and the foods that it serves."""
    fields: dict[str, Any] = {"name": name, "at": now(), "editor": who.editor, "revision": number}
    fields |= {"owner": who.id, "shared_with": shared_with}
    row = plan.insert().values(**fields, email=who.id or None, document=zlib.compress(document))
    id = connection.execute(row.returning(plan.c.id)).scalar_one()
    if foods:
        connection.execute(plan_food.insert(), [{"plan": id, "food": food} for food in foods])
    return KeptPlan(id=id, **fields)


def plans(connection: Connection, who: Visitor) -> list[KeptPlan]:
    """The plans that a visitor may read, newest first."""
    query = _PLAN.where(readable(plan, who)).order_by(plan.c.id.desc())
    return [KeptPlan(**row._mapping) for row in connection.execute(query)]


def find_plan(connection: Connection, id: int, who: Visitor) -> tuple[KeptPlan, dict[str, Any]]:
    """A plan by its number.

    Raises
    ------
    PlannerError
        If it is not there, not theirs, or damaged.
    """
    query = _PLAN.add_columns(plan.c.document).where(plan.c.id == id, readable(plan, who))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise PlannerError(f"there is no kept plan {id}; choose one of the list")
    fields = dict(row._mapping)
    text = unpacked(fields.pop("document"))
    one = KeptPlan(**fields)
    if text is None:
        raise PlannerError(f"the kept plan {one.name!r} is damaged; take a backup of the database, or forget it")
    return one, json.loads(text)


def foods_in_plans(connection: Connection, who: Visitor) -> dict[str, list[str]]:
    """The names of the kept plans by the foods that they serve; one that is not theirs has the name ``""``."""
    names: dict[str, list[str]] = defaultdict(list)
    theirs = readable(plan, who).label("theirs")
    for food, name, may_read in connection.execute(
        select(plan_food.c.food, plan.c.name, theirs).join_from(plan_food, plan).order_by(plan_food.c.food, plan.c.id)
    ):
        names[food].append(name if may_read else "")
    return dict(names)


def last_plan(connection: Connection) -> int:
    """The highest id that a plan ever had, forgotten ones included; 0 if none was kept."""
    counters = {
        "sqlite": "SELECT seq FROM sqlite_sequence WHERE name = 'plan'",
        "postgresql": "SELECT pg_sequence_last_value(pg_get_serial_sequence('plan', 'id')::regclass)",
    }
    counted = connection.exec_driver_sql(counters[connection.dialect.name]).scalar()
    return max(counted or 0, connection.scalar(select(func.max(plan.c.id))) or 0)


def count_plans_from(connection: Connection, last: int) -> None:
    """Give the next plan an id above `last`, and above those of all plans there."""
    last = max(last, last_plan(connection))
    if last == 0:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'plan'")
        connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES ('plan', ?)", (last,))
    else:
        connection.execute(select(func.setval(func.pg_get_serial_sequence("plan", "id"), last)))


def _revision(row: Row) -> Revision:
    fields = dict(row._mapping)
    return Revision(**{**fields, "name": fields["name"] or ""})
