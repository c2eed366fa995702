"""The cramp diary of this visit: in the store where something may be kept for her, else in this session alone."""

from datetime import UTC, date, datetime

import streamlit as st

from planner.app.session.food_revision import saved_table, store
from planner.app.session.plan_request import AssessedPlan
from planner.app.session.visitor import visitor
from planner.assessment.diary_tables import planned_meals
from planner.errors import PlannerError
from planner.exports.diary_file import diary_of_nights, kept_nights
from planner.exports.plan_file.read import from_document
from planner.person.cramp_diary import Diary, EatenMeal, Merge, Night, merged
from planner.store import DiaryStore

# keys of the session; none of them goes into the address
HELD, ERASED, UNSAVED = "diary_held", "diary_erased", "diary_unsaved"
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


def save_diary(after: Diary) -> None:
    """Keep a diary: of the days that differ each is written, the others are left as another device has them.

    Raises
    ------
    PlannerError
        If it can't be kept; then nothing has changed.
    """
    if not is_kept():
        st.session_state[HELD] = after
        st.session_state[UNSAVED] = bool(after.nights)
        return
    nights = diary_store()
    before, now = nights.nights(), kept_nights(after)
    nights.save_all({day: entry for day, entry in now.items() if before.get(day) != entry})
    for day in before.keys() - now.keys():
        nights.remove(day)


def write_down(night: Night) -> None:
    """Put a night into the diary, in place of what stood there.

    Raises
    ------
    PlannerError
        If it can't be kept.
    """
    save_diary(diary().with_night(night))


def open_diary(opened: Diary) -> Merge:
    """Put a diary from a file together with the one that is here.

    Raises
    ------
    PlannerError
        If it can't be kept; then nothing has changed.
    """
    both = merged(diary(), opened)
    save_diary(both.diary)
    return both


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
    save_diary(merged(diary(), st.session_state.pop(ERASED)).diary)


def meals_of_day(day: date) -> tuple[EatenMeal, ...]:
    """The planned meals of a day: of the plan in hand, or of the latest kept one that has it; empty if none has."""
    planned: AssessedPlan | None = st.session_state.get("planned")
    if planned and (found := planned_meals(planned.plan, day)):
        return found
    if not is_kept():
        return ()
    return _kept_meals(day)


def _kept_meals(day: date) -> tuple[EatenMeal, ...]:
    try:
        for one in store().plans()[:LOOKED_AT]:
            kept = store().plan(one.id)[1]
            if any(part["date"] == day.isoformat() for part in kept["days"]):
                return planned_meals(from_document(kept, saved_table(store().revision(one.revision))), day)
    except PlannerError:
        return ()  # a plan that opens no more says nothing of what was eaten
    return ()


def moment() -> datetime:
    """Now, as entries are stamped."""
    return datetime.now(UTC).replace(microsecond=0)
