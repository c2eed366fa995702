"""A process that plans: ``python -m planner.practice.planning_process``, started by `LocalProcesses`.

It reads what it shall do from stdin and writes what came of it to stdout, pickled. It ends when stdin does.
Not `multiprocessing`: that runs the main script again in each process, and under Streamlit this is the page.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from datetime import date
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from planner.errors import PlannerError
from planner.foods.food_table import shipped_foods
from planner.menu.plan import Day
from planner.optimize.build_model import build_model
from planner.person.person import Person, Preferences
from planner.practice.plan_tasks import carried_out

Call = tuple[int, Callable[..., Any], tuple[Any, ...]]  # its number, what is done, with what


def main() -> None:
    """Do one thing after the other until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the server, which ends this
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    called_off: set[int] = set()
    asked: SimpleQueue[Call | None] = SimpleQueue()
    Thread(target=_listen, args=(calls, asked, called_off), daemon=True).start()

    def tell(share: float, first: Day) -> None:
        if number in called_off:
            raise CancelledError
        _write(answers, ("told", (share, first)))

    _get_ready()
    while (call := asked.get()) is not None:
        number, work, arguments = call
        try:
            answer = ("done", carried_out(tell, work, *arguments))
        except BaseException as error:
            answer = ("failed", error)
        called_off.discard(number)
        _write(answers, answer)


def _get_ready() -> None:
    """Lay out a day that nobody asked for: tables are read and libraries at hand when somebody does."""
    with suppress(PlannerError):  # said to whoever asks
        build_model(Person(), Preferences(), shipped_foods(), days=1, start=date.today())


def _listen(calls: BinaryIO, asked: "SimpleQueue[Call | None]", called_off: set[int]) -> None:
    """Take in what is asked while something is being done; a number alone calls off what has it."""
    try:
        while True:
            call = pickle.load(calls)
            if isinstance(call, int):
                called_off.add(call)
            else:
                asked.put(call)
    except EOFError:
        pass
    finally:  # whatever it was that could not be read, nothing more will be
        asked.put(None)


def _write(answers: BinaryIO, answer: tuple[str, Any]) -> None:
    try:
        said = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # of what can't be sent, at least why
        said = pickle.dumps(("failed", RuntimeError(f"{type(error).__name__}: {error}")), pickle.HIGHEST_PROTOCOL)
    try:
        answers.write(said)
        answers.flush()
    except BrokenPipeError:  # nobody is there any more
        sys.exit()


if __name__ == "__main__":
    main()
