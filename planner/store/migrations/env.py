"""How Alembic runs the migrations: on the connection that it is handed, within its transaction."""

from alembic import context


def run() -> None:
    """Run what `planner.store.store_version.upgrade` asks for."""
    context.configure(connection=context.config.attributes["connection"])
    with context.begin_transaction():
        context.run_migrations()


if hasattr(context, "config"):  # only while Alembic runs; elsewhere the file is merely imported
    run()
