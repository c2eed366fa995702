"""Whose a kept plan is; the audit log, clients with their plans, links, ticks, own dishes, the diary.

A plan that was kept before belongs to the address that it was saved with, or to nobody who signs in.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add columns to the kept plans, and the new tables."""
    op.add_column("plan", sa.Column("owner", sa.Text, nullable=False, server_default=sa.text("''")))
    op.add_column("plan", sa.Column("shared_with", sa.Text))
    op.execute("UPDATE plan SET owner = lower(trim(email)) WHERE email IS NOT NULL")
    _audit_and_clients()
    _links()
    _her_own()


def _audit_and_clients() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
    )
    op.create_table(
        "client",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("owner", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("shared_with", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("changed", _AT, nullable=False),
    )
    op.create_table(
        "client_plan",
        sa.Column("client", sa.String(16), sa.ForeignKey("client.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        *_saved(),
        sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )


def _links() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("client", sa.String(16), sa.ForeignKey("client.id", ondelete="CASCADE")),
        sa.Column("opens", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("revoked", sa.Boolean, nullable=False),
    )
    op.create_table(
        "tick",
        sa.Column("link", sa.String(16), sa.ForeignKey("link.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("item", sa.Text, primary_key=True),
    )


def _her_own() -> None:
    op.create_table(
        "dish",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("shared_with", sa.Text),
        *_saved(),
        sa.Column("row", sa.Text),
    )
    op.create_table(
        "night",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("night", sa.Date, primary_key=True),
        sa.Column("at", _AT, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
    )
    op.create_table(
        "diary_reader",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("reader", sa.Text, primary_key=True),
    )


def _saved() -> list[sa.Column]:
    return [
        sa.Column("at", _AT, nullable=False),
        sa.Column("editor", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
    ]
