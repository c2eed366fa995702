"""A store as the program left it before it had migrations: the tables of version 1, and something in them.

What stands here stays as it is, whatever becomes of the tables.
"""

import json
import zlib
from datetime import UTC, datetime

import sqlalchemy

from planner.foods.food_changes import changes
from planner.store import Store, alone
from tests.store.tables import SHIPPED, edited

TABLES = """
CREATE TABLE schema (version INTEGER NOT NULL, PRIMARY KEY (version));
CREATE TABLE snapshot (sha256 VARCHAR(64) NOT NULL, content BLOB NOT NULL, PRIMARY KEY (sha256));
CREATE TABLE revision (
    number INTEGER NOT NULL, at DATETIME NOT NULL, editor TEXT NOT NULL, email TEXT, reason TEXT NOT NULL,
    kind TEXT NOT NULL, name TEXT, sha256 VARCHAR(64) NOT NULL, shipped VARCHAR(64) NOT NULL, foods INTEGER NOT NULL,
    cells INTEGER NOT NULL, PRIMARY KEY (number), UNIQUE (name), FOREIGN KEY(sha256) REFERENCES snapshot (sha256),
    FOREIGN KEY(shipped) REFERENCES snapshot (sha256)
);
CREATE TABLE change (
    revision INTEGER NOT NULL, line INTEGER NOT NULL, food TEXT NOT NULL, name TEXT NOT NULL, "column" TEXT NOT NULL,
    "before" TEXT NOT NULL, "after" TEXT NOT NULL, PRIMARY KEY (revision, line),
    FOREIGN KEY(revision) REFERENCES revision (number)
);
CREATE TABLE "plan" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, at DATETIME NOT NULL, editor TEXT NOT NULL, email TEXT,
    name TEXT NOT NULL, revision INTEGER NOT NULL, document BLOB NOT NULL,
    FOREIGN KEY(revision) REFERENCES revision (number)
);
CREATE TABLE plan_food (
    "plan" INTEGER NOT NULL, food TEXT NOT NULL, PRIMARY KEY ("plan", food),
    FOREIGN KEY("plan") REFERENCES "plan" (id) ON DELETE CASCADE
);
"""
ON_POSTGRESQL = {
    "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT": "SERIAL NOT NULL PRIMARY KEY",
    "DATETIME": "TIMESTAMP WITH TIME ZONE",
    "BLOB": "BYTEA",
}
BERTA = alone("Berta")
AT = datetime(2026, 11, 23, 7, 30, 0, 123456, tzinfo=UTC)
FEW = edited(SHIPPED, only=4)
CHANGED = edited(FEW, ("milk_1_percent", "calcium_mg", 130.0), ("milk_whole", "name", 'Milk, "Ünï" 🥛'))
WEEK = {"days": [{"meals": [{"dishes": [{"servings": [{"food": "milk_whole"}]}]}]}], "note": "for Olga"}


def engine(url):
    """The database without the store."""
    return sqlalchemy.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sqlalchemy.NullPool)


def rows(url):
    """All that stands in the tables of version 1."""
    names = "snapshot revision change plan plan_food".split()
    with engine(url).connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(sqlalchemy.text(f'SELECT * FROM "{name}"')))) for name in names
        }


def make(url):
    """Fill an empty place: three revisions of which the second has a name, two kept plans, a third forgotten."""
    tables = TABLES
    if "postgresql" in url:
        for lite, full in ON_POSTGRESQL.items():
            tables = tables.replace(lite, full)
    with engine(url).begin() as connection:
        for one in filter(str.strip, tables.split(";")):
            connection.exec_driver_sql(one)

        def add(table, **values):
            names, places = ", ".join(f'"{name}"' for name in values), ", ".join(f":{name}" for name in values)
            connection.execute(sqlalchemy.text(f'INSERT INTO "{table}" ({names}) VALUES ({places})'), values)

        at = AT if "postgresql" in url else AT.replace(tzinfo=None).isoformat(" ")
        add("schema", version=1)
        for table in (FEW, CHANGED):
            add("snapshot", sha256=table.sha256, content=zlib.compress(table.to_csv().encode()))
        for number, table, name in ((1, FEW, None), (2, CHANGED, "clinic, spring"), (3, FEW, None)):
            before = CHANGED if number == 3 else FEW
            delta = changes(before, table).to_dict("records")
            said = {"at": at, "editor": "Anna", "email": "anna@clinic.example", "reason": f"label {number}"}
            add("revision", number=number, **said, kind="saved", name=name, sha256=table.sha256,
                shipped=FEW.sha256, foods=4, cells=len(delta))  # fmt: skip
            for line, row in enumerate(delta):
                add("change", revision=number, line=line, **row)
        for name in ("for Olga", "for Berta", "forgotten"):
            document = zlib.compress(json.dumps({**WEEK, "note": name}).encode())
            add("plan", at=at, editor="Berta", email=None, name=name, revision=2, document=document)
        for plan in (1, 2, 3):
            add("plan_food", plan=plan, food="milk_whole")
        connection.exec_driver_sql("DELETE FROM plan_food WHERE plan = 3")
        connection.exec_driver_sql("DELETE FROM plan WHERE id = 3")


def reading(url):
    """All that a store tells, as the pages see it."""
    store = Store(url)
    revisions = store.revisions()
    told = {
        "revisions": revisions,
        "tables": [store.table(one.number).to_csv() for one in revisions],
        "changes": [store.changes(one.number).to_csv() for one in revisions],
        "plans": [store.plan(one.id, BERTA) for one in store.plans(BERTA)],
        "served": store.foods_in_plans(BERTA),
        "history": store.history("milk_whole").to_csv(),
        "shipped": store.shipped_update()[0].to_csv(),
    }
    store.close()
    return told
