"""The first tables: revisions of the food table with their changes, and kept plans.

A store that was made before there were migrations has these tables already, and is stamped with this revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, which say that they are of version 1."""
    schema = op.create_table("schema", sa.Column("version", sa.Integer, primary_key=True, autoincrement=False))
    op.bulk_insert(schema, [{"version": 1}])
    op.create_table(
        "snapshot",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *_saved(),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, unique=True),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("snapshot.sha256"), nullable=False),
        sa.Column("shipped", sa.String(64), sa.ForeignKey("snapshot.sha256"), nullable=False),
        sa.Column("foods", sa.Integer, nullable=False),
        sa.Column("cells", sa.Integer, nullable=False),
    )
    op.create_table(
        "change",
        sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), primary_key=True),
        sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("food", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("column", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer, primary_key=True),
        *_saved(),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan_food",
        sa.Column("plan", sa.Integer, sa.ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("food", sa.Text, primary_key=True),
    )


def _saved() -> list[sa.Column]:
    return [
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("editor", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
    ]
