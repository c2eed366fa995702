"""The commands that keep the store safe: ``cramp-planner backup | restore``."""

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


def _contents(one: store.Backup) -> str:
    return f"{count(one.revisions, 'revision')} and {count(one.plans, 'kept plan')}"
