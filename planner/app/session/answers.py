"""The answers of the form and what they mean: a request from what was typed, and the other way round."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from planner.app.session.plan_request import Request
from planner.errors import PlannerError
from planner.person.client_targets import ClientTarget
from planner.person.person import FEWEST_MINUTES, MOST_MINUTES, Person, Preferences
from planner.person.supplements import Supplement, prescribed
from planner.reference.checked_model import CheckedModel
from planner.reference.nutrients import nutrient_key, nutrients, tablet_name
from planner.reference.units import magnitude

STAGES: dict[str, dict[str, Any]] = {
    "First trimester": {"stage": "pregnant", "trimester": 1},
    "Second trimester": {"stage": "pregnant", "trimester": 2},
    "Third trimester": {"stage": "pregnant", "trimester": 3},
    "Nursing 0–6 months": {"stage": "lactating", "half_year": 1},
    "Nursing 7–12 months": {"stage": "lactating", "half_year": 2},
    "Neither (woman)": {"stage": "adult", "sex": "female"},
    "Neither (man)": {"stage": "adult", "sex": "male"},
}
ACTIVITIES = {
    "Mostly sitting": "sedentary",
    "A little active": "low_active",
    "Active": "active",
    "Very active": "very_active",
}
DIETS = {
    "Everything": "omnivore",
    "Fish, no meat": "pescatarian",
    "Vegetarian": "vegetarian",
    "Vegan": "vegan",
}
CONDITIONS = {
    "nausea": "Nausea",
    "gestational_diabetes": "Gestational diabetes",
    "kidney_potassium": "Kidney disease, or potassium-sparing water tablets",
    "ace_inhibitor": "An ACE inhibitor or a sartan, against high blood pressure (its name ends in -pril or -sartan)",
}
SYSTEMS = {"American (DRI)": "dri", "European (EFSA)": "efsa"}
MILKS = {"As usual there": None, "With it": True, "Without": False}
KITCHENS = {
    "eastern_european": "Eastern European",
    "mediterranean": "Mediterranean",
    "plain": "Plain home cooking",
    "middle_eastern": "Middle Eastern",
    "asian": "East Asian",
    "indian": "Indian",
    "latin": "Mexican and Latin American",
}
LEFTOVERS = {
    "Cook every meal afresh": "none",
    "Cook some dinners for the next lunch too": "some",
    "Often cook dinner for the next lunch too": "many",
}
REGIONS = {"North of the equator": "north", "South of the equator": "south"}
MODES = {"The article": "article", "What was measured": "measured"}
ANYWAY = {
    "coffee": "Coffee you drink anyway, at",
    "tea": "Black tea you drink anyway, at",
    "chocolate": "Chocolate you eat anyway, at",
    "spinach": "Spinach you eat anyway, at",
}
FOODS = {
    "exclude": "Foods and groups to leave out",
    "allow": "But serve these all the same",
    "favourites": "Foods and groups you like, to come often",
}
_PICKED = ("without", *FOODS, "at_home", "kitchens", *ANYWAY)  # answers that are lists
# answered together: another stage makes the week of pregnancy void
_TOGETHER = {"stage", "sex", "trimester", "week", "half_year"}

Answers = dict[str, Any]  # by the keys of the form's widgets


def request_of(answers: Answers) -> Request:
    """What is asked for by the answers of the form.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.
    """
    if answers["age"] is None:
        raise PlannerError("the age is empty: give whole years, 14 to 50")
    person = Person(
        **STAGES[answers["stage"]],
        height_cm=_typed("the height", answers["height"], "cm", "165 cm or 5 ft 5 in"),
        weight_kg=_typed("the weight", answers["weight"], "kg", "62 kg or 137 lb"),
        age=answers["age"],
        activity=ACTIVITIES[answers["activity"]],
        conditions=tuple(name for name in CONDITIONS if answers[name]),
        supplements=tuple(prescribed(line) for line in _lines(answers["supplements"])),
        twins=answers["twins"],
    )
    minutes = (answers["minutes_weekday"], answers["minutes_weekend"])
    if None in minutes:
        raise PlannerError(f"the minutes in the kitchen are empty: give {FEWEST_MINUTES} to {MOST_MINUTES}")
    energy = (answers["energy"] or "").strip()
    preferences = Preferences(
        system=SYSTEMS[answers["system"]],
        diet=DIETS[answers["diet"]],
        pairings=MODES[answers["pairings"]],
        fortified_milk=MILKS[answers["milk"]],
        energy_kcal=_typed("the energy target", energy, "kcal", "2300 kcal or 9.6 MJ") if energy else None,
        targets=_lines(answers["targets"]),
        minutes=minutes,
        leftovers=LEFTOVERS[answers["leftovers"]],
        season="date" if answers["season"] else "off",
        region=REGIONS[answers["region"]],
        **{key: answers[key] for key in _PICKED},
    )
    return Request(person, preferences, answers["start"], int(answers["days"] or 0), int(answers["seed"] or 0))


def answers_of(request: Request) -> Answers:
    """How the form shows a request; what it has no place for is not in it (see `carried_over`)."""
    person, preferences = request.person, request.preferences
    energy = preferences.energy_kcal
    stage = person.model_dump(include=_TOGETHER)
    return {
        "stage": next(label for label, said in STAGES.items() if said.items() <= stage.items()),
        "age": person.age,
        "height": _quantity(person.height_cm, "cm"),
        "weight": _quantity(person.weight_kg, "kg"),
        "activity": _label(ACTIVITIES, person.activity),
        **{name: name in person.conditions for name in CONDITIONS},
        "supplements": "\n".join(map(tablets_line, person.supplements)),
        "twins": person.twins,
        "diet": _label(DIETS, preferences.diet),
        "system": _label(SYSTEMS, preferences.system),
        "pairings": _label(MODES, preferences.pairings),
        "milk": _label(MILKS, preferences.fortified_milk),
        "energy": "" if energy is None else _quantity(energy, "kcal"),
        "targets": "\n".join(map(target_line, preferences.targets)),
        "minutes_weekday": preferences.minutes[0],
        "minutes_weekend": preferences.minutes[1],
        "leftovers": _label(LEFTOVERS, preferences.leftovers),
        "season": preferences.season != "off",
        "region": _label(REGIONS, preferences.region),
        **{key: list(dict.fromkeys(getattr(preferences, key))) for key in _PICKED},
        "start": request.start,
        "days": request.days,
        "seed": request.seed,
    }


def carried_over(opened: Request, asked: Request) -> Request:
    """What is asked for, with what an opened plan says more exactly wherever its answer still stands.

    The form has no place for the week of pregnancy, for other hours of meals or for the season of another month,
    and rounds an amount.

    Raises
    ------
    PlannerError
        If new answers and old ones don't go together.
    """
    try:
        shown = request_of(answers_of(opened))
    except PlannerError:  # the form can't show it, so whatever stands there is new
        return asked
    person = _standing(opened.person, shown.person, asked.person)
    preferences = _standing(opened.preferences, shown.preferences, asked.preferences)
    return Request(Person(**person), Preferences(**preferences), asked.start, asked.days, asked.seed)


def _standing(opened: CheckedModel, shown: CheckedModel, asked: CheckedModel) -> dict[str, Any]:
    """The fields as asked for; those that stand as they were shown, as the opened plan has them."""
    changed = {name for name, value in asked if value != getattr(shown, name)}
    if changed & _TOGETHER:
        changed |= _TOGETHER
    return {name: value if name in changed else getattr(opened, name) for name, value in asked}


def _typed(what: str, text: str | None, unit: str, like: str) -> float:
    """A quantity as typed, in any unit of its kind, as a number of `unit`."""
    try:
        return magnitude((text or "").strip(), unit)
    except ValueError:
        found = f"{what} {text!r} can't be read" if text else f"{what} is empty"
        raise PlannerError(f"{found}: write it like {like}") from None


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").splitlines() if line.strip()]


def _label(labels: Mapping[str, object], value: object) -> str:
    return next(label for label, said in labels.items() if said == value)


def _quantity(amount: float, unit: str) -> str:
    return f"{_figure(round(amount, 6))} {unit}"


def tablets_line(one: Supplement) -> str:
    name = _name(one.nutrient, tablet_name)
    return f"{name} {_figure(one.amount)} {nutrients()[one.nutrient].unit} {one.meal.replace('_', ' ')}"


def target_line(one: ClientTarget) -> str:
    name = _name(one.nutrient, lambda key: nutrients()[key].name)
    given = [_figure(amount) for amount in (one.target, one.upper) if amount is not None]
    side = "" if len(given) == 2 else "at most " if one.target is None else "at least "
    return f"{name} {side}{'-'.join(given)} {nutrients()[one.nutrient].unit}" + (f": {one.note}" if one.note else "")


def _name(nutrient: str, said: Callable[[str], str]) -> str:
    """What a nutrient is called, if that is understood as the same nutrient; else its key."""
    name = said(nutrient)
    return name if nutrient_key(name) == nutrient else nutrient


def _figure(amount: float) -> str:
    """A number as it is typed: no exponent, no thousands."""
    text = format(Decimal(repr(amount)), "f")
    return text.removesuffix(".0")
