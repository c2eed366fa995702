"""The diary in the store: nothing is lost when the program is killed, nor when two devices write."""

import itertools
import os
import signal
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from planner.exports import diary_of_nights, kept_nights
from planner.person import merged
from planner.store import DiaryStore, Store, alone
from tests.diaries import LAST, diary, night
from tests.store.test_crash import FORK

pytestmark = pytest.mark.slow
BEFORE = diary(10, 5, last=LAST - timedelta(days=1))
# a file from another device: some nights that are here too and were written later, some that are new
FILE = diary(6, 2, last=LAST + timedelta(days=2))


def kept(url):
    store = Store(url)
    found = diary_of_nights(DiaryStore(store.database, alone()).nights())
    store.close()
    return found


def save_and_die(url, nights, moment):
    """Save nights, but be killed: before or after one of the statements, before a commit, or after all."""
    store = Store(url)
    store.head()  # whatever opening asks for is over
    moments = itertools.count(1)

    def go_on(*_):
        if next(moments) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, go_on)
    DiaryStore(store.database, alone()).save_all(nights)
    go_on()


@pytest.mark.parametrize(
    "after",
    [BEFORE.with_night(night(LAST, "several", severity=7)), merged(BEFORE, FILE).diary],
    ids=["a night", "a file"],
)
def test_who_is_killed_while_saving_leaves_the_diary_whole_as_it_was_or_as_it_will_be(url, after):
    store = Store(url)
    DiaryStore(store.database, alone()).save_all(kept_nights(BEFORE))
    store.close()  # a connection must not be shared with the process that is forked
    old, new = kept_nights(BEFORE), kept_nights(after)
    changed = {day: entry for day, entry in new.items() if old.get(day) != entry}
    assert changed
    seen = []
    for moment in itertools.count(1):
        process = FORK.Process(target=save_and_die, args=(url, changed, moment))
        process.start()
        process.join()
        found = kept(url)
        assert found in (BEFORE, after), "all of a save counts, or nothing"
        seen.append(found == after)
        if process.exitcode != -signal.SIGKILL:
            break
    assert process.exitcode == 0 and seen[-1]
    assert len(seen) > 3 and not seen[0] and sorted(seen) == seen


def write_one(url, barrier, day):
    store = Store(url)
    barrier.wait(300)
    DiaryStore(store.database, alone()).save(day, kept_nights(diary(1, last=day))[day])


def test_two_devices_that_write_at_once_keep_both_nights(url):
    Store(url).close()
    days = [LAST - timedelta(days=n) for n in range(4)]
    barrier = FORK.Barrier(len(days))
    devices = [FORK.Process(target=write_one, args=(url, barrier, day)) for day in days]
    for device in devices:
        device.start()
    for device in devices:
        device.join()
    assert [device.exitcode for device in devices] == [0] * len(days)
    assert {one.morning for one in kept(url).nights} == set(days)
