"""Whatever comes from outside: something comes of it or one sentence, soon and in little room.

Each entrance is run in a process of its own. A case is a fault if anything but a sentence comes of it, if it takes
longer than `SECONDS` of a processor, or if the process, on top of what it had, and one that it starts need more than
`MEGABYTES`. Work of others on the machine does not count.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import planner
from benchmarks import hostile, measure
from planner.app.session.address import OURS, plan_of, query_of, request_of, table_of
from planner.cli import LONGEST_SENTENCE
from planner.cli import main as command_line
from planner.errors import FoodTableError, PlannerError
from planner.exports import read_plan, to_json
from planner.foods import check_foods
from planner.foods.importing import join_foods, match_columns, read_sheet, to_food_rows

SECONDS = 5.0
MEGABYTES = 500.0
TODAY = date(2026, 11, 25)
SHARES = {"uploads": 0.3, "tables": 0.1, "plan files": 0.25, "addresses": 0.2, "options": 0.15}
_EVERY = 0.05  # memory is looked at so often [s]


@dataclass
class Found:
    """What came of the cases of an entrance."""

    cases: int = 0
    taken: int = 0
    refused: int = 0
    longest: float = 0.0
    longest_case: str = ""
    peak: float = 0.0
    peak_case: str = ""
    faults: Counter[str] = field(default_factory=Counter)  # anything but a sentence
    too_much: Counter[str] = field(default_factory=Counter)  # of time or of room


class Memory(threading.Thread):
    """The most that this process needs [MB], looked at now and then."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        import psutil

        self._process = psutil.Process()
        self.most = 0.0

    def now(self) -> float:
        """What it needs at this moment [MB]."""
        return self._process.memory_info().rss / 1e6

    def run(self) -> None:
        while True:
            self.most = max(self.most, self.now())
            time.sleep(_EVERY)


def _of_children() -> tuple[float, float]:
    """Seconds that the processes which ended took, and the most that any of them needed [MB]."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6


def _processor() -> float:
    """What this process and those that it started and has waited for took of a processor [s]."""
    return sum(os.times()[:4])


def sentence_of(call: Callable[[], object]) -> str | None:
    """What is said if nothing comes of a call; None if something does.

    Raises
    ------
    AssertionError
        If it is not one sentence.
    """
    try:
        call()
    except FoodTableError as error:
        for fault in error.faults:
            _check(fault)
        return error.faults[0]
    except PlannerError as error:
        return _check(str(error))
    return None


def _check(sentence: str) -> str:
    if not sentence or len(sentence.splitlines()) != 1 or len(sentence) > LONGEST_SENTENCE:
        raise AssertionError(f"no sentence: {sentence[:200]!r}")
    return sentence


# --- the entrances ---------------------------------------------------------------------------------


def upload(raw: bytes) -> str | None:
    """A file with foods that somebody brings to the page."""
    foods = _five_foods()

    def bring() -> None:
        sheet = read_sheet(raw, "up.csv")
        join_foods(foods, to_food_rows(sheet, match_columns(sheet), "somebody"), False, "mine")

    return sentence_of(bring)


def table(raw: bytes) -> str | None:
    """A food table of one's own, as ``check`` and ``--foods`` read it."""
    faults = check_foods(raw, "mine.csv")
    for fault in faults:
        _check(fault)
    return faults[0] if faults else None


def plan_file(raw: bytes) -> str | None:
    """A plan file that is opened; what opens is written again."""
    return sentence_of(lambda: to_json(read_plan(raw, planner.load_foods(), "a.json")))


def address(query: dict[str, list[str]]) -> str | None:
    """The query of an address."""
    foods = planner.load_foods()
    table_of(query)

    def ask() -> None:
        request = request_of(query, TODAY)
        query_of(request, foods)
        plan_of(query, request, foods)

    return sentence_of(ask)


def options(words: list[str]) -> str | None:
    """A line that somebody types after ``cramp-planner``."""
    got = CliRunner().invoke(command_line, words)
    if got.exception is not None and not isinstance(got.exception, SystemExit):
        raise got.exception
    if got.exit_code not in (0, 1, 2):
        raise AssertionError(f"exit code {got.exit_code}")
    if got.exit_code != 2:
        return None
    lines = got.stderr.splitlines()
    if not lines or "Traceback" in got.stderr or (not got.stderr.startswith("Usage") and not _is_one_line(got.stderr)):
        raise AssertionError(f"no sentence: {got.stderr[:200]!r}")
    return lines[-1]


def _is_one_line(text: str) -> bool:
    """Whether it is one line, and not too long a one."""
    return len(text.splitlines()) == 1 and len(text) <= LONGEST_SENTENCE + 100


def _five_foods() -> planner.foods.FoodTable:
    global _five
    if _five is None:
        _five = planner.load_foods(planner.foods.to_csv(planner.load_foods().frame.iloc[:5]).encode(), "five foods")
    return _five


_five: planner.foods.FoodTable | None = None


def cases(
    entrance: str, folder: Path
) -> tuple[Callable[[Any], str | None], st.SearchStrategy[Any], dict[str, Callable]]:
    """What is called with each case, the cases, and the bombs of an entrance.

    Parameters
    ----------
    entrance : str
        One of `SHARES`.
    folder : pathlib.Path
        Where the commands may write.
    """
    if entrance == "uploads":
        return upload, hostile.FILES, hostile.BOMBS
    if entrance == "tables":
        whole = planner.foods.to_csv(planner.load_foods().frame.iloc[:4]).encode()
        few = {name: bomb for name, bomb in hostile.BOMBS.items() if "zip" not in name}
        return table, hostile.tables() | hostile.damaged(st.just(whole)), few
    if entrance == "plan files":
        document = json.loads(_small_plan_file())
        made = hostile.plan_files(document, hostile.places(document))
        return plan_file, made | hostile.damaged(made) | st.binary(max_size=500), hostile.plan_bombs(document)
    if entrance == "addresses":
        ours = sorted(OURS)
        with_plates = st.builds(lambda query, one: query | {"plates": [one]}, hostile.queries(ours), hostile.plates())
        return (
            address,
            hostile.queries(ours) | with_plates,
            {"plates without end": lambda: {"plates": [hostile.endless_plates()]}},
        )
    return options, _command_lines(folder), {"a value of 200,000 letters": lambda: ["plan", "--note", "x" * 200_000]}


def _small_plan_file() -> bytes:
    plan = planner.plan_week(planner.Person(), days=1, start=TODAY)
    return to_json(plan)


def _command_lines(folder: Path) -> st.SearchStrategy[list[str]]:
    """Lines of options; what would plan for real or serve stops at that door."""
    from planner.app import serve
    from planner.cli import commands

    def stopped(*_: object, **__: object) -> None:
        raise PlannerError("this is as far as it goes here")

    commands.plan_week = serve.serve = stopped  # type: ignore[assignment]
    os.chdir(folder)
    os.environ["PLANNER_DATABASE_URL"] = f"sqlite:///{folder}/foods.db"
    for name, content in {
        "a.db": b"SQLite format 3\0" * 9,
        "a.json": b"{}",
        "a.csv": b"name,calcium_mg\na,1\n",
    }.items():
        (folder / name).write_bytes(content)
    files = [
        *"a.db a.json a.csv b.pdf b.xlsx none/b.ics . / /dev/null /dev/full /proc/self/mem".split(),
        "x" * 300,
        "~",
    ]
    context = click.Context(command_line)
    known = {
        name: [option for one in command.params for option in one.opts if option.startswith("--")]
        for name in command_line.list_commands(context)
        if (command := command_line.get_command(context, name))
    }
    return hostile.lines_of_options(known, files)


# --- running them ------------------------------------------------------------------------------------


def try_all(entrance: str, most: int, number: int, folder: Path, bombs: bool = True) -> Found:
    """Try an entrance with so many cases; the same seed makes the same cases."""
    call, made, exploding = cases(entrance, folder)
    found, memory = Found(), Memory()
    memory.start()

    def one(case: Any, name: str = "") -> None:
        before = memory.most = memory.now()
        children = _of_children()
        began = _processor()
        said: str | None = None
        try:
            said = call(case)
        except Exception as error:  # whatever it is, it is what was looked for
            at = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}: {str(error)[:160]}"
            found.faults[where] += 1
            if found.faults[where] == 1:
                print(f"{entrance}: {where}\n  {name or repr(case)[:600]}", file=sys.stderr, flush=True)
        took, grew = _processor() - began, max(memory.most, memory.now()) - before
        if _of_children()[0] > children[0]:  # a process was started for it; none before it needed more than this
            grew += _of_children()[1]
        found.cases += 1
        found.refused += said is not None
        found.taken += said is None
        if took > found.longest:
            found.longest, found.longest_case = took, name or repr(case)[:200]
        if grew > found.peak:
            found.peak, found.peak_case = grew, name or repr(case)[:200]
        if took > SECONDS or grew > MEGABYTES:
            found.too_much[f"{took:.1f} s and {grew:.0f} MB: {name or repr(case)[:200]}"] += 1

    if bombs:
        for name, bomb in exploding.items():
            one(bomb(), name)

    @seed(number)
    @settings(
        max_examples=max(most - found.cases, 1),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(made)
    def anything(case: Any) -> None:
        one(case)

    anything()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--entrance", choices=list(SHARES), help="this one only, and what came of it as JSON")
    parser.add_argument("--no-bombs", action="store_true", help="leave out what is small and unfolds without end")
    given_ = parser.parse_args()
    if given_.entrance:
        with tempfile.TemporaryDirectory() as folder:
            found = try_all(given_.entrance, given_.cases, given_.seed, Path(folder), not given_.no_bombs)
            os.chdir("/")
        print(json.dumps(vars(found)))
        return
    faults = 0
    print("| entrance | cases | taken | refused in a sentence | longest [s] | most room [MB] | faults | too much |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for entrance, share in SHARES.items():
        most = round(given_.cases * share)
        ran = measure.run("benchmarks.fuzz", f"--entrance={entrance}", f"--cases={most}", f"--seed={given_.seed}")
        if not ran.lines:
            raise SystemExit(f"{entrance}: it ended without a word ({ran.error or 'killed'})")
        one = ran.lines[-1]
        print(
            f"| {entrance} | {one['cases']:,} | {one['taken']:,} | {one['refused']:,} | "
            f"{one['longest']:.2f} ({one['longest_case'][:40]}) | {one['peak']:.0f} ({one['peak_case'][:40]}) | "
            f"{sum(one['faults'].values())} | {sum(one['too_much'].values())} |",
            flush=True,
        )
        for text, times in [*one["faults"].items(), *one["too_much"].items()]:
            print(f"  {times} times {text}", file=sys.stderr)
            faults += times
    raise SystemExit(faults > 0)


if __name__ == "__main__":
    main()
