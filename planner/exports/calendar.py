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
from planner.menu.plan import HABIT, Day, Dish, Meal, Plan
from planner.menu.preparation import soakings
from planner.menu.recipes import recipe_of
from planner.menu.wording import count, meal_label
from planner.person.person import Supplement
from planner.reference.nutrients import tablet_name

PRODUCT = "-//Cramp planner//Menus//EN"
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:cramp-planner:calendar")
COUNTED_FROM = date(2020, 1, 1)  # a later handout has a higher sequence, so that it replaces the earlier one
MEALS = ("breakfast", "lunch", "dinner")
SOAK = "Soak for tomorrow"
AT_TABLE, AT_A_SNACK = timedelta(minutes=30), timedelta(minutes=15)  # choices of this program


def to_ics(plan: Plan, handout: Handout | None = None) -> bytes:
    """The plan as an iCalendar file, one event for each meal, and one on the evening before where legumes are soaked.

    An event keeps its identity by client, date and slot: importing the file again, or one of a
    changed plan for the same days, updates the events instead of doubling them. What she has anyway
    is an event of its own. No event blocks the hour. The same plan and handout give the same bytes.

    Parameters
    ----------
    plan : Plan
    handout : Handout, optional
        `client` and `note` for the calendar, `made` as its date, `reminder` before each meal
        [minutes], `timezone` of the hours; without one they hold wherever she is.

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
    for one in soakings(plan):
        event = _event(one.start, one.slot, SOAK, one.words, handout)
        event.uid = f"{one.date:%Y%m%d}-{one.slot}-soak-{one.food}@{identity}"
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
    title = "; ".join(dish.title for dish in meal.dishes)
    title = f"{title} ({meal_label(HABIT).lower()})" if meal.slot == HABIT else f"{meal_label(meal.slot)}: {title}"
    lines = [line for dish in meal.dishes for line in _portions_and_recipe(dish, plan, _start(day, meal.time))]
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


def _portions_and_recipe(dish: Dish, plan: Plan, at_table: datetime) -> Iterator[str]:
    """Portions, what comes before, how to make it, and when to begin."""
    yield from (f"· {s.measure} {s.name} ({s.grams:g} g)" for s in dish.servings)
    recipe = recipe_of(dish, plan.foods)
    if recipe:
        begin = at_table - timedelta(minutes=recipe.minutes)
        yield from recipe.before
        if recipe.boil_minutes:
            yield f"Put them on the stove by {begin - timedelta(minutes=recipe.boil_minutes):%H:%M}."
        yield f"How to make it ({count(recipe.minutes, 'minute')}, begin at {begin:%H:%M}): {recipe.method}"


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
            yield f"{'; '.join(dish.title for dish in habit.dishes)} from {habit.time}."


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
