"""What hinders what in a day of her own: safety first, then the flagged pairings and what would mend each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from planner.app.pages.meal.meal_editor import put_entries, show_meal_message
from planner.app.session.answers import MODES
from planner.app.widgets.markdown import plain
from planner.app.widgets.pairing_flag import show_pairing
from planner.app.widgets.terms import explained
from planner.assessment.own_day import Entries, from_other_hours, plan_of_entries, reach_minutes
from planner.assessment.pairing_words import nothing_flagged
from planner.assessment.pairings import find_pairings, pairing_rules, unjudged_pairings
from planner.assessment.remedies import Remedy, find_remedies
from planner.menu.plan import Plan
from planner.menu.wording import count, listed, lower_first
from planner.person.person import Preferences
from planner.reference.units import minutes
from planner.safety.suitability import refused, remarks, unsuitable

REACH = {30: "half an hour", 60: "an hour"}
KNOWN = 8  # tables and answers of which it is remembered who may not have what


@dataclass
class OwnDayFindings:
    """A day of her own, and the answers to what was asked about it so far."""

    plan: Plan
    entries: Entries
    day: Plan
    answers: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def once(self, *asked: str, work: Callable[[], Any]) -> Any:
        """The answer to what is asked, worked out the first time: to look up a food must change nothing below."""
        if asked not in self.answers:
            self.answers[asked] = work()
        return self.answers[asked]


def own_day_findings(plan: Plan, entries: Entries, when: date) -> OwnDayFindings:
    """The day that these entries make, with what is known of it already."""
    now: OwnDayFindings | None = st.session_state.get("own_found")
    if now is None or now.plan is not plan or now.entries != entries or now.day.days[0].date != when:
        now = st.session_state["own_found"] = OwnDayFindings(plan, entries, plan_of_entries(plan, entries, when))
    return now


@st.cache_data(show_spinner=False, max_entries=KNOWN)
def _banned(sha256: str, wishes: str, _plan: Plan) -> dict[str, str]:
    """Why foods are not for her, but for those that are refused to everyone."""
    for_all = set(refused(_plan.foods).index)
    return {str(food): why for food, why in unsuitable(_plan.foods, _plan.preferences).items() if food not in for_all}


def safety_first(plan: Plan, foods: list[str]) -> None:
    """What the safety table says of foods on the plate, and what she wished to leave out herself."""
    for food in foods:
        name = plain(plan.foods.frame.at[food, "name"])
        for row in remarks(plan.foods, food):
            if row["level"] == "refuse" or (row["level"] == "warn" and row["topic"] != "timing"):
                st.warning(
                    f"{plain(row['what'])}. {plain(row['why'])} **{plain(row['action'])}**",
                    icon=":material/health_and_safety:",
                    title=f"{name}: better not" if row["level"] == "refuse" else f"{name}: take care",
                )
                break
    banned = _banned(plan.foods.sha256, _wishes(plan.preferences), plan)
    hers = [f"{plan.foods.word(food)} ({banned[food]})" for food in foods if food in banned]
    if hers:
        st.info(f"Not for you by your own answers: {plain(listed(hers))}.", icon=":material/info:")


def _wishes(preferences: Preferences) -> str:
    return preferences.model_dump_json(include={"diet", "without", "exclude", "allow", "favourites"})


def pairing_flags(found: OwnDayFindings) -> None:
    """The flagged pairings, as the article or as measurement would have it, each with what would mend it."""
    day, heading = found.day, st.container()
    own = next(name for name, mode in MODES.items() if mode == day.preferences.pairings)
    chosen = st.radio(
        "Flag pairings by",
        list(MODES),
        index=list(MODES).index(own),
        horizontal=True,
        key=f"own_flag_by_{own}",
        help=explained("pairing", "hinderer", "oxalate", "tannin"),
        persist_state="session",
    )
    mode = MODES[chosen]
    flags = found.once("flags", mode, work=lambda: find_pairings(day, mode).sort_values("time", kind="stable"))
    heading.header(f"What hinders {listed(dict.fromkeys(['calcium', *flags['affects']]))}")
    show_meal_message(mended=True)
    if flags.empty:
        if unjudged := len(unjudged_pairings(day, mode)):
            st.info(nothing_flagged(mode, unjudged), icon=":material/help:")
        else:
            st.success(nothing_met(mode), icon=":material/check_circle:")
        return
    for n, flag in enumerate(flags.to_dict("records")):
        with st.container(border=True):
            show_pairing(flag, flag["time"], why_together(day, flag, mode))
            _remedies(found, flag, flags, mode, first=n == 0)


def nothing_met(mode: str) -> str:
    """That nothing is flagged in a day of her own, and what was looked for.

    Examples
    --------
    >>> nothing_met("measured")
    'Nothing to pull apart. Neither spinach and sorrel nor wheat bran meets 100 mg calcium or more from other foods, \
and tea and coffee meet less than 5 mg iron.'
    """
    least = {rule["affects"]: f"{rule['at_stake_mg']:g} mg {rule['affects']}" for rule in pairing_rules(mode)}
    if mode == "article":
        what = "Neither spinach and sorrel, tea and coffee, chocolate, nor bread and pastry meets"
    else:
        what = "Neither spinach and sorrel nor wheat bran meets"
    tail = f"and tea and coffee meet less than {least['iron']}"
    return f"Nothing to pull apart. {what} {least['calcium']} or more from other foods, {tail}."


def why_together(day: Plan, flag: dict, mode: str) -> str:
    """Why foods of two hours count together, with both hours; empty where all is eaten at once."""
    others = from_other_hours(day, flag, mode)
    if not others:
        return ""
    said = listed(f"the {day.foods.word(one.food)} at {one.hour}" for one in others)
    apart = max(abs(minutes(one.hour) - minutes(flag["time"])) for one in others)
    reach = reach_minutes(flag, mode)
    within = REACH.get(round(reach), f"{reach:g} minutes")
    return (
        f"They count together: {said} and the {lower_first(flag['hinderer'])} at {flag['time']} are "
        f"{apart} minutes apart, and here what is had within {within} of each other meets."
    )


def _remedies(found: OwnDayFindings, flag: dict, flags: pd.DataFrame, mode: str, first: bool) -> None:
    """What would mend a flag; it is tried when somebody opens it, for the first one at once."""
    place = f"{flag['time'].replace(':', '')}_{flag['rule'].replace(' ', '_')}"
    fold = st.expander(
        "What would mend this",
        icon=":material/healing:",
        expanded=first,
        key=f"own_mend_{place}",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        day = found.day
        offered: list[Remedy] = found.once("ways", place, mode, work=lambda: find_remedies(day, flag, flags, mode))
        if not offered:
            st.markdown("No single change mends it without another pairing. Take away a food and look again.")
        for n, way in enumerate(offered):
            with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
                st.markdown(plain(way.words), width="stretch")
                st.button("Do it", icon=":material/check:", key=f"own_do_{place}_{n}", on_click=_do, args=(way,))


def _do(way: Remedy) -> None:
    left = "nothing is flagged any more" if not way.flags_after else f"{count(way.flags_after, 'pairing')} left"
    put_entries(way.entries, f"Done, {left}: {lower_first(way.words)}", mended=True)
