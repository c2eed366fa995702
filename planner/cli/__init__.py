"""The command line: ``cramp-planner app | plan | caseload | check | schema | backup | restore | log``.

Commands are imported when they are asked for, so that the dashboard need not wait for the planner.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click
from click.core import Context

from planner.errors import FoodTableError, PlannerError
from planner.practice.local_processes import ONE_THREAD
from planner.reference.outside_text import LONGEST_TEXT, printable, short_enough

LONGEST_SENTENCE = 1000  # characters

# name: where the function stands
COMMANDS = {
    "backup": "planner.cli.store_commands:backup",
    "caseload": "planner.cli.caseload_command:caseload",
    "check": "planner.cli.commands:check",
    "log": "planner.cli.store_commands:log",
    "plan": "planner.cli.commands:plan",
    "restore": "planner.cli.store_commands:restore",
    "schema": "planner.cli.commands:print_schema",
}


os.environ.update(ONE_THREAD | os.environ)  # read when numpy is imported: its sums are too small to be shared out


class _OneSentence(click.Group):
    """Turns every foreseen error into one sentence on stderr and exit code 2."""

    def list_commands(self, ctx: Context) -> list[str]:
        return sorted([*self.commands, *COMMANDS])

    def get_command(self, ctx: Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            module, name = COMMANDS[cmd_name].split(":")
            return getattr(importlib.import_module(module), name)
        return super().get_command(ctx, cmd_name)

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> Any:
        given = list(sys.argv[1:] if args is None else args)
        try:
            _check_lengths(given)
            return super().main(given, *others, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            raise SystemExit(2) from None
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "cramp-planner"
            _Sentence(f"{error.format_message().rstrip('.')}: see {command} --help").show()
            raise SystemExit(2) from None
        except click.ClickException as error:
            error.show()
            raise SystemExit(error.exit_code) from None
        except click.Abort:
            raise SystemExit(130) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FoodTableError as error:
            more = f" (and {len(error.faults) - 1} more: run cramp-planner check)" if len(error.faults) > 1 else ""
            raise _Sentence(error.faults[0] + more) from None
        except PlannerError as error:
            raise _Sentence(str(error)) from None


def _check_lengths(given: Sequence[str]) -> None:
    """Refuse what is too long to be looked at, before any option is read."""
    for before, one in zip(("", *given), given, strict=False):
        option, _, _ = one.partition("=")
        what = option if option != one and option.startswith("--") else before if before.startswith("--") else ""
        try:
            short_enough(one, what or "an argument", LONGEST_TEXT)
        except ValueError as error:
            raise _Sentence(str(error)) from None


class _Sentence(click.ClickException):
    exit_code = 2

    def show(self, file: Any = None) -> None:
        said = " ".join(printable(self.format_message()).splitlines())  # click quotes what was typed as it is
        click.echo(
            f"cramp-planner: {said if len(said) <= LONGEST_SENTENCE else said[:LONGEST_SENTENCE] + '…'}", err=True
        )


@click.group(cls=_OneSentence, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cramp-planner", prog_name="cramp-planner")
def main() -> None:
    """Menus rich in calcium, magnesium and potassium against leg cramps."""


@main.command()
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen. Beyond this machine only with sign-in, or with --public.",
)
@click.option("--port", type=click.IntRange(1, 65535), help="[default: the first free one from 8501 on]")
@click.option("--public", is_flag=True, help="Let in anyone who can reach it; nothing can be kept or saved then.")
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    help="From which level on lines of the log go to stderr.  [default: info]",
)
@click.argument("streamlit_options", nargs=-1, type=click.UNPROCESSED)
def app(
    address: str, port: int | None, public: bool, log_level: str | None, streamlit_options: tuple[str, ...]
) -> None:
    """Start the dashboard; further options go to streamlit after --.

    PLANNER_PUBLIC=1 and PLANNER_LOG_LEVEL do the same as --public and --log-level.
    """
    from planner.app.serve import serve

    if public:
        os.environ["PLANNER_PUBLIC"] = "1"
    if log_level:
        os.environ["PLANNER_LOG_LEVEL"] = log_level
    serve(streamlit_options, address, port)
