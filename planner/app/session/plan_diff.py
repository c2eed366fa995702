"""What changed between two plans, in a sentence or two. Knows nothing of the screen."""

from collections.abc import Iterator
from datetime import date

from planner.menu.plan import Meal, Plan
from planner.menu.wording import count, listed
from planner.reference.table_schemas import SLOTS

Place = tuple[date, str]


def meals_of(plan: Plan) -> Iterator[tuple[Place, Meal]]:
    """The planned meals by date and slot; what is drunk or eaten anyway is not among them."""
    return (((day.date, meal.slot), meal) for day in plan.days for meal in day.meals if meal.slot in SLOTS)


def same_plates(one: Plan, other: Plan) -> bool:
    """Whether two plans of the same answers put the same on every plate."""
    alike = one.person == other.person and one.preferences == other.preferences and one.foods is other.foods
    return alike and {p: m.dishes for p, m in meals_of(one)} == {p: m.dishes for p, m in meals_of(other)}


def locked_meals(plan: Plan) -> set[Place]:
    """Where a meal is locked."""
    return {place for place, meal in meals_of(plan) if meal.locked}


def meal_name(when: date, slot: str) -> str:
    """A meal inside a sentence.

    Examples
    --------
    >>> meal_name(date(2026, 11, 25), "morning_snack")
    'morning snack on Wednesday'
    """
    return f"{slot.replace('_', ' ')} on {when:%A}"


def _title(plan: Plan, when: date, slot: str) -> str:
    """The dish of a meal, without what is on its side."""
    return next(meal.dishes[0].title for place, meal in meals_of(plan) if place == (when, slot)).split("; ")[0]


def describe_lock(before: Plan, after: Plan, when: date, slot: str | None, locked: bool) -> str:
    """A meal, or a whole day, was locked or unlocked, and with it what is cooked or eaten together with that."""
    name = _first_up(meal_name(when, slot) if slot else f"{when:%A}")
    changed = locked_meals(before) ^ locked_meals(after)
    others = listed(meal_name(*place) for place in sorted(changed) if place[0] != when or slot not in (None, place[1]))
    if locked:
        return _sentences(f"{name} is locked and stays as it is", others and f"So does {others}, cooked together")
    return _sentences(f"{name} may change again", others and f"So may {others}, cooked together")


def describe_swap(before: Plan, after: Plan, when: date, slot: str) -> str:
    """Another dish took a place."""
    now = f"{_first_up(meal_name(when, slot))} is now “{_title(after, when, slot)}”"
    hint = "It stays until you unlock it" if (when, slot) in locked_meals(after) else "Lock it to keep it"
    return _sentences(now, _others(before, after, {(when, slot)}), hint)


def describe_skip(before: Plan, after: Plan, when: date, slot: str) -> str:
    """A meal was left out."""
    return _sentences(f"{_first_up(meal_name(when, slot))} is left out", _others(before, after, {(when, slot)}))


def describe_replan(before: Plan, after: Plan) -> str:
    """The whole plan was made anew round what is locked."""
    held, kept = locked_meals(before), locked_meals(after)
    changed, planned = changed_places(before, after), len(list(meals_of(after)))
    parts = [f"{len(changed)} of {count(planned, 'meal')} {'is' if len(changed) == 1 else 'are'} new"]
    if not changed:
        parts = ["No meal had to change"]
    if kept:
        parts.append(f"{_first_up(count(len(kept), 'locked meal'))} stayed")
    parts += [f"{_first_up(meal_name(*place))} could not stay as it was" for place in sorted(held - kept)]
    return _sentences(*parts)


def _others(before: Plan, after: Plan, but: set[Place]) -> str:
    number = len(changed_places(before, after) - but)
    return f"{count(number, 'other meal')} changed with it" if number else ""


def changed_places(before: Plan, after: Plan) -> set[Place]:
    """Where another dish, or another portion, is planned than before."""
    was = {place: meal.dishes for place, meal in meals_of(before)}
    return {place for place, meal in meals_of(after) if was.get(place) != meal.dishes}


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentences(*parts: str) -> str:
    return " ".join(f"{part}." for part in parts if part)
