"""The plan as a calendar: an event for each meal, with portions, how to make it and what to heed."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import TRANSP, Alarm, Calendar, Event, vText

from planner.assessment.adequacy import tablets_text
from planner.assessment.advice import first_words
from planner.assessment.findings import findings_of
from planner.assessment.pairings import pairing_rules
from planner.exports.handout import Handout
from planner.menu.amounts import amounts_of, cooked_for
from planner.menu.places import beside, dish_title
from planner.menu.plan import HABIT, Day, Dish, Meal, Plan, eaten_again
from planner.menu.recipes import QUICK, evening_tasks, recipe_of
from planner.menu.wording import meal_label, portion, whose_meal
from planner.person.person import Supplement
from planner.reference.nutrients import tablet_name

PRODUCT = "-//Cramp planner//Menus//EN"
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:cramp-planner:calendar")
COUNTED_FROM = date(2020, 1, 1)  # a later handout has a higher sequence, so that it replaces the earlier one
MEALS = ("breakfast", "lunch", "dinner")
AT_TABLE, AT_A_SNACK = timedelta(minutes=30), timedelta(minutes=15)  # choices of this program


def to_ics(plan: Plan, handout: Handout | None = None) -> bytes:
    """The plan as an iCalendar file: an event for each meal, and one on the evening before where a dish asks for it.

    An event keeps its identity by client, date and slot: importing the file again, or one of a
    changed plan for the same days, updates the events instead of doubling them. What she has anyway
    is an event of its own. No event blocks the hour. The same plan and handout give the same bytes.

    Parameters
    ----------
    plan : Plan
    handout : Handout, optional
        `client` and `note` for the calendar, `made` as its date, `reminder` before each meal
        [minutes], `eaters` to cook for, `timezone` of the hours; without one they hold wherever she is.

    Returns
    -------
    bytes
        UTF-8 text, a line of at most 75 bytes.

    References
    ----------
    RFC 5545 for the format, RFC 7986 for the name of a calendar.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> lines = to_ics(day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])).splitlines()
    >>> lines[0], lines.count(b"BEGIN:VEVENT"), b"TRANSP:TRANSPARENT" in lines
    (b'BEGIN:VCALENDAR', 1, True)
    """
    handout = handout or Handout()
    name = f"Menus for {handout.client}" if handout.client else "Menus against leg cramps"
    identity = uuid.uuid5(SPACE, handout.client)
    calendar = Calendar.new(prodid=PRODUCT, method="PUBLISH", uid=identity)
    note = "\n".join([*first_words(findings_of(plan).advice), *filter(None, [handout.note])])
    fields = {"NAME": name, "X-WR-CALNAME": name, "DESCRIPTION": note, "X-WR-CALDESC": note}
    for field, text in fields.items():
        if text:  # named as text, since the library escapes no field that it does not know
            calendar.add(field, vText(text))
    flags = findings_of(plan).flags.to_dict("records")
    for one in evening_tasks(plan):
        event = _event(one.start, one.slot, one.what, one.words, handout)
        event.uid = f"{one.date:%Y%m%d}-{one.slot}-{one.task}@{identity}"
        calendar.add_component(event)
    for day in plan.days:
        for key, event in _of_day(plan, day, handout, [flag for flag in flags if flag["date"] == day.date]):
            event.uid = f"{day.date:%Y%m%d}-{key}@{identity}"
            calendar.add_component(event)
    if handout.timezone:
        # over all years: programs keep the first definition of a zone that they meet
        calendar.add_missing_timezones()
    return calendar.to_ical()


def _of_day(plan: Plan, day: Day, handout: Handout, flags: list[dict]) -> Iterator[tuple[str, Event]]:
    """The events of a day, each with what tells it apart from the others of that day."""
    seen: Counter[str] = Counter()
    for meal in day.meals:
        key = f"{HABIT}-{meal.dishes[0].dish}" if meal.slot == HABIT and meal.dishes else meal.slot
        seen[key] += 1
        yield f"{key}-{seen[key]}", _meal(plan, day, meal, handout, flags, first=seen[key] == 1)
    # tablets stay prescribed where their meal is left out
    for slot in dict.fromkeys(one.meal for one in plan.person.supplements):
        if not seen[slot]:
            tablets = _tablets(plan, slot)
            title = f"{meal_label(slot)}: {', '.join(map(_tablet_words, tablets))}"
            text = "\n".join(f"Take your {_tablet_words(one)}, as prescribed." for one in tablets)
            yield f"{slot}-1", _event(_start(day, plan.preferences.hours[slot]), slot, title, text, handout)


def _meal(plan: Plan, day: Day, meal: Meal, handout: Handout, flags: list[dict], *, first: bool) -> Event:
    title = "; ".join(_title(dish) for dish in meal.dishes)
    title = f"{title} ({meal_label(HABIT).lower()})" if meal.slot == HABIT else f"{meal_label(meal.slot)}: {title}"
    later = eaten_again(plan).get((day.date, meal.slot))
    eaters = 1 if meal.slot == HABIT else handout.eaters
    lines = [line for dish in meal.dishes for line in _recipe_lines(dish, plan, _start(day, meal.time), later, eaters)]
    if first and meal.slot != HABIT:
        lines += [f"Take your {_tablet_words(one)} with it, as prescribed." for one in _tablets(plan, meal.slot)]
    lines += [_flagged(flag) for flag in flags if (flag["slot"], flag["time"]) == (meal.slot, meal.time)]
    if meal.slot == HABIT:
        lines += _habit_rules(plan, meal)
    else:
        lines += _habit_too_near(meal, [flag for flag in flags if flag["slot"] == HABIT])
        lines += _next_habit(day, meal)
    return _event(_start(day, meal.time), meal.slot, title, "\n".join(lines), handout)


def _start(day: Day, hour: str) -> datetime:
    return datetime.combine(day.date, time.fromisoformat(hour))


def _event(start: datetime, slot: str, title: str, text: str, handout: Handout) -> Event:
    if handout.timezone:
        start = start.replace(tzinfo=ZoneInfo(handout.timezone))
    made = datetime.combine(handout.made, time(), tzinfo=UTC)
    event = Event.new(
        start=start,
        end=start + (AT_TABLE if slot in MEALS else AT_A_SNACK),
        summary=title,
        description=text,
        categories=[meal_label(slot)],
        stamp=made,
        last_modified=made,
        sequence=max(0, (handout.made - COUNTED_FROM).days),
        transparency=TRANSP.TRANSPARENT,
    )
    if handout.reminder is not None and slot != HABIT:
        alarm = Alarm.new(description=title)
        alarm.add("ACTION", "DISPLAY")
        alarm.add("TRIGGER", -timedelta(minutes=handout.reminder))
        event.add_component(alarm)
    return event


def _title(dish: Dish) -> str:
    cooked = f" (from {whose_meal(*dish.leftover_of)})" if dish.leftover_of else ""
    return f"{dish_title(dish)}{cooked}"


def _recipe_lines(
    dish: Dish, plan: Plan, at_table: datetime, later: tuple[date, str] | None, eaters: int
) -> Iterator[str]:
    """Sides, portions and amounts to cook, what comes before, when to begin, the steps, how long it keeps."""
    yield from (f"{line}." for line in beside(dish, plan.foods))
    whom = "" if dish.leftover_of else cooked_for(eaters, later is not None)
    amounts = [f"· {one.words}" for one in amounts_of(dish, plan.foods, eaters if whom else 1, later is not None)]
    if whom:
        yield from (f"· {portion(serving)}" for serving in dish.servings)
        yield f"To cook, {whom}:"
    yield from amounts
    recipe = recipe_of(dish, plan.foods, later)
    if not recipe:
        return
    begin = at_table - timedelta(minutes=recipe.total)
    yield from recipe.before
    if recipe.boil_minutes:
        yield f"Put them on the stove by {begin - timedelta(minutes=recipe.boil_minutes):%H:%M}."
    when = f", begin at {begin:%H:%M}" if recipe.total > QUICK else ""
    yield f"How to {'serve' if dish.leftover_of else 'make'} it ({recipe.minutes}{when}):"
    yield from (f"{n}. {step}" for n, step in enumerate(recipe.steps, start=1))
    if recipe.keeps:
        yield recipe.keeps


def _flagged(flag: dict) -> str:
    return (
        f"Better apart: {flag['hinderer']} with the {flag['affects']} of {', '.join(flag['foods'])}. {flag['advice']}"
    )


def _habit_too_near(meal: Meal, flags: list[dict]) -> Iterator[str]:
    """That a cup drunk anyway comes too near to this meal, for the meal that it spoils."""
    served = {s.name for dish in meal.dishes for s in dish.servings}
    for flag in flags:
        if served & set(flag["foods"]):
            yield f"{flag['hinderer']} at {flag['time']} is too near for the {flag['affects']}: {flag['advice']}"


def _next_habit(day: Day, meal: Meal) -> Iterator[str]:
    """From when on she has what she has anyway, said at the last meal before it."""
    for habit in day.meals:
        before = [one.time for one in day.meals if one.slot != HABIT and one.time < habit.time]
        if habit.slot == HABIT and before and meal.time == max(before):
            yield f"{'; '.join(dish_title(dish) for dish in habit.dishes)} from {habit.time}."


def _habit_rules(plan: Plan, meal: Meal) -> Iterator[str]:
    """What the rules of her mode say about what she has anyway."""
    foods = [s.food for dish in meal.dishes for s in dish.servings]
    hinders = {word for cell in plan.foods.frame.loc[foods, "hinders"] for word in str(cell).split()}
    for rule in pairing_rules(plan.preferences.pairings):
        if rule["hinderer"] in hinders:
            yield f"About {rule['rule']}: {rule['advice']}"


def _tablets(plan: Plan, slot: str) -> list[Supplement]:
    return [one for one in plan.person.supplements if one.meal == slot]


def _tablet_words(one: Supplement) -> str:
    return f"{tablet_name(one.nutrient)} {tablets_text(one.nutrient, one.amount).removesuffix(' folic acid')}"
