"""The commands for whoever looks after the store: ``cramp-planner backup | restore | log``."""

import csv
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from planner import store
from planner.menu.wording import count


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
def backup(file: Path, force: bool) -> None:
    """Write the whole food store into FILE: revisions with their changes, names and kept plans.

    The store is the one that PLANNER_DATABASE_URL names, else the file in your user data folder. FILE is an
    SQLite store, whatever the store is; it is complete or not there. Others may go on working meanwhile.
    """
    written = store.backup(file, overwrite=force)
    click.echo(f"{file}: {_contents(written)} of {written.place}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the food store, all of it or nothing.

    The store is the one that PLANNER_DATABASE_URL names, else the file in your user data folder. What it holds
    is first written beside it (foods.before-restore.db), or beside FILE where the store is on a server. FILE may
    be of an older version of the program. Start a dashboard that is open anew afterwards.
    """
    done = store.restore(file)
    before = f"; what was there before is in {done.before}" if done.before else ""
    click.echo(f"{done.place}: {_contents(done)} from {file}{before}")


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Not what is older, UTC.")
@click.option("--most", type=click.IntRange(1), default=1000, show_default=True, help="So many entries at most.")
def log(since: datetime | None, most: int) -> None:
    """Print the audit log as CSV, newest first: when (UTC), who, what, and of whom or what by its id.

    It says who signed in, and who read, changed, exported or erased what. No name of a client stands in it, and
    nothing about anyone's health. Whoever may read the database may read it.
    """
    database = store.Store().database
    entries = store.AuditLog(database, store.alone()).entries(most, since and since.replace(tzinfo=UTC))
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(["at", "who", "what", "subject"])
    lines.writerows((f"{one.at:%Y-%m-%d %H:%M:%S}", one.who, one.what, one.subject) for one in entries)


def _contents(one: store.Backup) -> str:
    return f"{count(one.revisions, 'revision')} and {count(one.plans, 'kept plan')}"
