"""Neither a process that is killed nor two who save at once lose or mix up anything."""

import itertools
import multiprocessing
import os
import signal

import pandas as pd
import pytest
from sqlalchemy import Engine, event

from planner.foods.food_changes import changes, versions
from planner.store import Conflict, Store, alone
from tests.store.tables import SHIPPED, edited

# a process that begins as a copy of this one, so that it needs no second to load the program
FORK = multiprocessing.get_context("fork")
ROUNDS = 40
PATIENCE = 300  # [s] after which the other process must have died
EDITORS = [alone("Anna"), alone("Berta")]

pytestmark = pytest.mark.slow


def calcium(table, value):
    return edited(
        table, ("milk_1_percent", "calcium_mg", float(value)), ("milk_2_percent", "iron_mg", float(value % 7))
    )


def with_few_foods(url):
    """The URL, once the newest revision, 2, has few foods."""
    store = Store(url)
    store.save(edited(SHIPPED, only=4), 1, alone("Anna"), "few foods")
    store.close()  # a connection must not be shared with the process that is forked
    return url


def save_and_die(url, moment):
    """Save once more, but be killed: before or after one of the statements, before a commit, or after all."""
    store = Store(url)
    number = store.head().number
    mine = calcium(store.table(number), moment)
    moments = itertools.count(1)

    def go_on(*_):
        if next(moments) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, go_on)
    store.save(mine, number, alone("Anna"), "one more")
    go_on()


def test_who_is_killed_while_saving_leaves_the_last_complete_revision(url):
    with_few_foods(url)
    heads = []
    for moment in itertools.count(1):
        process = FORK.Process(target=save_and_die, args=(url, moment))
        process.start()
        process.join()
        store = Store(url)
        head = store.head()
        table, before = store.table(head.number), store.table(head.number - 1)
        assert table.sha256 == head.sha256 and len(table.frame) == head.foods == 4
        pd.testing.assert_frame_equal(store.changes(head.number), changes(before, table))
        assert [one.number for one in store.revisions()] == list(range(head.number, 0, -1))
        store.close()
        heads.append(head.number)
        if process.exitcode != -signal.SIGKILL:
            break
    assert process.exitcode == 0, "who is not killed goes on from there"
    assert len(heads) > 10 and heads == [2] * (len(heads) - 2) + [3, 4], "all of a save counts, or nothing"


def edit(number, who):
    """The cell that each of two changes in a revision: in every other round both change the same."""
    turn = number // 2
    food = ["milk_2_percent", "milk_whole"][who] if turn % 2 else "milk_1_percent"
    return food, "calcium_mg", 50.0 + 2 * (turn % 30) + who


def save_against_another(url, who, barrier, told):
    store = Store(url)
    editor = EDITORS[who]
    base = store.table(store.head().number)
    for _ in range(ROUNDS):
        number = base.revision
        mine = edited(base, edit(number, who))
        barrier.wait(PATIENCE)
        try:
            store.save(mine, number, editor, "label")
            told.send((number, "won"))
        except Conflict as late:
            theirs = store.table(late.head.number)
            shown = versions(base, theirs, mine)
            kept = [(one.food, one.column, float(one.mine)) for one in shown if one.clash or one.mine_wins]
            both = edited(theirs, *kept)
            store.save(both, late.head.number, editor, "label", kind="merged")
            told.send((number, "told of a clash" if any(one.clash for one in shown) else "merged"))
        barrier.wait(PATIENCE)
        base = store.table(number + 2)


def test_of_two_who_save_at_once_one_wins_and_the_other_merges(url):
    with_few_foods(url)
    barrier = FORK.Barrier(2)
    pipes = [FORK.Pipe(duplex=False) for _ in EDITORS]
    both = [FORK.Process(target=save_against_another, args=(url, k, barrier, pipes[k][1])) for k in range(2)]
    for process in both:
        process.start()
    for _, ours in pipes:
        ours.close()
    rounds = [{heard.recv() for heard, _ in pipes} for _ in range(ROUNDS)]
    for process in both:
        process.join()

    store = Store(url)
    assert store.head().number == 2 + 2 * ROUNDS
    kinds = {one.number: one.kind for one in store.revisions()}
    found = [
        (row.number, (row.editor, food, row.column, float(row.after)))
        for food in ("milk_1_percent", "milk_2_percent", "milk_whole")
        for row in store.history(food).itertuples()
    ]
    assert len(found) == 2 * ROUNDS
    for k, said in enumerate(rounds):
        number = 2 + 2 * k
        assert said == {(number, "won"), (number, "merged" if number // 2 % 2 else "told of a clash")}
        assert [kinds[number + 1], kinds[number + 2]] == ["saved", "merged"]
        made = {change for n, change in found if n in (number + 1, number + 2)}
        assert made == {(editor.name, *edit(number, who)) for who, editor in enumerate(EDITORS)}
    store.close()


def begin(url, barrier, told):
    barrier.wait(PATIENCE)
    told.send(Store(url).head().number)


def test_two_who_begin_a_store_at_once_both_succeed(url):
    barrier = FORK.Barrier(2)
    heard, told = FORK.Pipe(duplex=False)
    both = [FORK.Process(target=begin, args=(url, barrier, told)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert [heard.recv(), heard.recv()] == [1, 1]
    store = Store(url)
    assert len(store.revisions()) == 1
    store.close()
