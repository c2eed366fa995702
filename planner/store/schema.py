"""The tables of the database, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
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
    text,
)

VERSION = 2  # the number of the newest migration: each change of the tables below comes with one

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


def _owned() -> list[Column]:
    """Whose it is: the address of who signed in, "" on a machine of one's own; and the group that shares it."""
    return [
        Column("owner", Text, nullable=False, server_default=text("''")),
        Column("shared_with", Text),
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
    *_owned(),
    sqlite_autoincrement=True,
)

plan_food = Table(
    "plan_food",
    metadata,
    Column("plan", ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("food", Text, primary_key=True),
)

# who did what, when, to what; people and clients by their id, never by a name
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
)

# answers are the options of the command line, as JSON; the id is random, since addresses and the log show it
client = Table(
    "client",
    metadata,
    Column("id", String(16), primary_key=True),
    *_owned(),
    Column("name", Text, nullable=False),
    Column("address", Text),  # that she signs in with herself
    Column("answers", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("edition", Integer, nullable=False),  # one more with each change: two who change at once notice
    Column("changed", Utc, nullable=False),
)

client_plan = Table(
    "client_plan",
    metadata,
    Column("client", ForeignKey("client.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    *_saved(),
    Column("reason", Text, nullable=False),
    Column("revision", ForeignKey("revision.number"), nullable=False),
    Column("document", LargeBinary, nullable=False),
)

# the secret itself is not kept: whoever reads the database can open no link
link = Table(
    "link",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("owner", Text, nullable=False),
    Column("client", ForeignKey("client.id", ondelete="CASCADE")),
    Column("opens", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("revision", ForeignKey("revision.number"), nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("at", Utc, nullable=False),
    Column("until", Date, nullable=False),
    Column("revoked", Boolean, nullable=False),
)

# what is ticked off on the shopping list that a link opens
tick = Table(
    "tick",
    metadata,
    Column("link", ForeignKey("link.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Text, primary_key=True),
)

# a dish of one's own in all its versions; one without a row was taken off
dish = Table(
    "dish",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("shared_with", Text),
    *_saved(),
    Column("reason", Text, nullable=False),
    Column("row", Text),
)

night = Table(
    "night",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("night", Date, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("entry", Text, nullable=False),
)

# whom she lets read her diary, by the address that they sign in with
diary_reader = Table(
    "diary_reader",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("reader", Text, primary_key=True),
)
