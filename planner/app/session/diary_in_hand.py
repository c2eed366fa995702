"""The cramp diary of this visit: in the store where something may be kept for her, else in this session alone."""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime

import streamlit as st

from planner.app.session.food_revision import saved_table, store
from planner.app.session.plan_request import AssessedPlan, Request
from planner.app.session.session_plan import current_plan
from planner.app.session.visitor import visitor
from planner.app.widgets.markdown import plain, sentence
from planner.assessment.diary_tables import planned_meals
from planner.assessment.diary_words import night_words
from planner.errors import PlannerError
from planner.exports.diary_file import diary_of_nights, kept_nights
from planner.exports.plan_file.read import from_document
from planner.person.cramp_diary import Diary, EatenMeal, Merge, Night, merged
from planner.store import DiaryStore

# keys of the session; none of them goes into the address
HELD, ERASED, UNSAVED = "diary_held", "diary_erased", "diary_unsaved"
TOLD, FAULT = "diary_told", "diary_fault"  # lines to tell, safe for Markdown
LOOKED_AT = 12  # kept plans that are searched for a day, the latest first


def is_kept() -> bool:
    """Whether the diary outlives this visit without a file."""
    return visitor().keeps


def kept_words() -> str:
    """Where the diary is, in a sentence."""
    who = visitor()
    if not who.keeps:
        return "Nothing is kept on this server: the diary is a file that you take along."
    if who.id:
        return f"Kept for you alone, signed in as {who.id}."
    return "Kept on this machine, and nowhere else."


def diary_store() -> DiaryStore:
    """Her nights in the store.

    Raises
    ------
    PlannerError
        If the database can't be reached.
    """
    return DiaryStore(store().database, visitor())


def diary() -> Diary:
    """The diary as it stands now, on whichever device it was written.

    Raises
    ------
    PlannerError
        If the store can't be read.
    """
    if is_kept():
        return diary_of_nights(diary_store().nights())
    held: Diary = st.session_state.get(HELD, Diary())
    return held


def write_down(night: Night, seen: Night | None) -> None:
    """Put a night into the diary, in place of what stood there; the other nights stay as another device has them.

    Parameters
    ----------
    night : Night
    seen : Night or None
        What stood there when she began to write. Where another device has written since, both are told.

    Raises
    ------
    PlannerError
        If it can't be kept; then nothing has changed.
    """
    before = diary()
    _save(before.with_night(night), (night.morning,))
    stood = before.of(night.morning)
    if stood is not None and stood != seen:
        told = f"Another device had written “{night_words(stood)}” for this night. What you wrote now stands."
        st.session_state[TOLD] = [plain(told)]


def take_out(morning: date) -> None:
    """Take one night out of the diary.

    Raises
    ------
    PlannerError
        If the store can't be written.
    """
    _save(diary().without(morning), (morning,))


def say_when_begun(day: date | None) -> None:
    """Write down on which day she began to eat by the plan.

    Raises
    ------
    PlannerError
        If it can't be kept.
    """
    before = diary()
    _save(before.beginning(day, moment()), [one for one in (before.began, day) if one])


def open_diary(opened: Diary) -> Merge:
    """Put a diary from a file together with the one that is here.

    Raises
    ------
    PlannerError
        If it can't be kept; then nothing has changed.
    """
    before = diary()
    both = merged(before, opened)
    old, new = kept_nights(before), kept_nights(both.diary)
    _save(both.diary, [day for day in old.keys() | new.keys() if old.get(day) != new.get(day)])
    return both


def _save(after: Diary, days: Collection[date]) -> None:
    """Keep a diary of which these days have changed."""
    if not is_kept():
        st.session_state[HELD] = after
        st.session_state[UNSAVED] = bool(after.nights)
        return
    nights, entries = diary_store(), kept_nights(after)
    nights.save_all({day: entries[day] for day in days if day in entries})
    for day in days:
        if day not in entries:
            nights.remove(day)


def erase_diary() -> None:
    """Erase all nights; they can be brought back until this page is closed.

    Raises
    ------
    PlannerError
        If the store can't be written.
    """
    st.session_state[ERASED] = diary()
    if is_kept():
        diary_store().erase()
    st.session_state.pop(HELD, None)
    st.session_state.pop(UNSAVED, None)


def bring_back() -> None:
    """Bring back what was erased on this page.

    Raises
    ------
    PlannerError
        If it can't be kept.
    """
    open_diary(st.session_state[ERASED])
    del st.session_state[ERASED]


def meals_of_day(day: date) -> tuple[EatenMeal, ...]:
    """The planned meals of a day: of the plan in hand, or of the latest kept one that has it; empty if none has."""
    request: Request | None = st.session_state.get("request")
    asked = request is not None and 0 <= (day - request.start).days < request.days
    # a link that was followed here names a plan that nobody has made yet
    planned: AssessedPlan | None = st.session_state.get("planned") or (current_plan() if asked else None)
    if planned and (found := planned_meals(planned.plan, day)):
        return found
    if not is_kept():
        return ()
    return _kept_meals(day)


def _kept_meals(day: date) -> tuple[EatenMeal, ...]:
    try:
        who = visitor()
        own = [one for one in store().plans(who) if one.owner == who.id]
        for one in own[:LOOKED_AT]:
            kept = store().plan(one.id, who)[1]
            if any(part["date"] == day.isoformat() for part in kept["days"]):
                return planned_meals(from_document(kept, saved_table(store().revision(one.revision))), day)
    except PlannerError:
        return ()  # a plan that opens no more says nothing of what was eaten
    return ()


def tried(step: Callable[..., object], *args: object) -> None:
    """Take a step; what goes wrong is told on the page, and nothing has changed."""
    try:
        step(*args)
    except PlannerError as error:
        st.session_state[FAULT] = sentence(error)


def moment() -> datetime:
    """Now, as entries are stamped."""
    return datetime.now(UTC).replace(microsecond=0)
