"""The tables of the database, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

VERSION = 1  # the number of the newest migration: each change of the tables below comes with one

metadata = MetaData()


class Utc(TypeDecorator[datetime]):
    """A moment, aware and in UTC; SQLite keeps no time zone with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


def _saved() -> list[Column]:
    return [
        Column("at", Utc, nullable=False),
        Column("editor", Text, nullable=False),
        Column("email", Text),
    ]


schema = Table("schema", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

# the text of a food table, compressed, once however many revisions are that table
snapshot = Table(
    "snapshot",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# the number is that of the revision before plus one: two who save at once meet at the key
revision = Table(
    "revision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_saved(),
    Column("reason", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, unique=True),
    Column("sha256", ForeignKey("snapshot.sha256"), nullable=False),
    Column("shipped", ForeignKey("snapshot.sha256"), nullable=False),  # the shipped table it stands on
    Column("foods", Integer, nullable=False),
    Column("cells", Integer, nullable=False),
)

change = Table(
    "change",
    metadata,
    Column("revision", ForeignKey("revision.number"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("food", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("column", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)

# the id of a plan that was forgotten is never given again: a page may still show it
plan = Table(
    "plan",
    metadata,
    Column("id", Integer, primary_key=True),
    *_saved(),
    Column("name", Text, nullable=False),
    Column("revision", ForeignKey("revision.number"), nullable=False),
    Column("document", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

plan_food = Table(
    "plan_food",
    metadata,
    Column("plan", ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("food", Text, primary_key=True),
)
