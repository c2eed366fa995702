"""What comes before the cooking: dry legumes are soaked, frozen berries boiled, what was cooked ahead kept cold."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice

from planner.foods.food_patterns import food_words, names_food, rules_that_name
from planner.foods.food_table import FoodTable
from planner.menu.dishes import dish_templates
from planner.menu.plan import Plan, Serving, eaten_again
from planner.menu.wording import count, meal_label
from planner.reference.tables import read

DRY, AHEAD, FROZEN = "from dry", "cooked ahead", "frozen"
NOT_DRY = "not from dry"  # names in data/foreign_names.csv: tinned, fresh, a dish with beans in it
MADE_AHEAD, COLD = "ahead", "cold"  # tags of dishes


@dataclass(frozen=True)
class Preparation:
    """A row of ``data/preparation.csv``: what is done with a food beforehand; NaN does not apply."""

    kind: str
    soak_hours: float
    hard_boil_minutes: float
    boil_minutes_low: float
    boil_minutes_high: float
    cool_hours: float
    fridge_hours: float
    words: str
    source: str

    @property
    def soaked(self) -> bool:
        return self.soak_hours > 0

    def sentence(self, food: str, cold: bool) -> str:
        """What to do with a food of that name, which is then heated or eaten cold."""
        if self.kind == AHEAD:
            then = "eat it cold from there" if cold else "heat it once only, until it steams all through"
            return (
                f"If you cook the {food} the day before: cool it within {hours(self.cool_hours)}, keep it in the "
                f"fridge for at most {hours(self.fridge_hours)}, and {then}."
            )
        if self.kind == FROZEN:
            minutes = count(round(self.boil_minutes_low), "minute")
            return f"Boil the {food} for {minutes} before they are eaten, for a cold dish too: freezing kills no germ."
        minutes = f"{self.boil_minutes_low:g} to {self.boil_minutes_high:g} minutes"
        if not self.soaked:
            said = f"boil them in plenty of water until they are soft, {minutes}."
        elif self.hard_boil_minutes > 0:
            said = (
                f"soak them from the evening before, at least {hours(self.soak_hours)}, and pour the water away. Boil "
                f"them hard in fresh water for {self.hard_boil_minutes:g} minutes, then simmer them until they are "
                f"soft, {minutes} in all."
            )
        else:
            said = (
                f"soak them from the evening before, at least {hours(self.soak_hours)}, pour the water away and boil "
                f"them in fresh water until they are soft, {minutes}."
            )
        return f"{food[:1].upper()}{food[1:]} from dry: {said} {self.words}".strip()


def hours(number: float) -> str:
    """A number of hours in words.

    Parameters
    ----------
    number : float
        [h]

    Examples
    --------
    >>> hours(1.0), hours(24.0)
    ('1 hour', '24 hours')
    """
    return count(round(number), "hour")


def preparations(served: Iterable[str], tags: Collection[str], foods: FoodTable) -> list[tuple[str, Preparation]]:
    """What comes before the cooking of a dish.

    Parameters
    ----------
    served : iterable of str
        Keys of its foods.
    tags : collection of str
        Of the dish. Only one with the tag ``ahead`` is made of what was cooked the day before.
    foods : FoodTable

    Returns
    -------
    list of (str, Preparation)
        Key of the food and what is done with it.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> [(food, one.kind) for food, one in preparations(["lentils_boiled", "white_rice_cooked"], [], load_foods())]
    [('lentils_boiled', 'from dry')]
    >>> preparations(["white_rice_cooked"], ["ahead"], load_foods())[0][1].fridge_hours
    24.0
    """
    kinds = {DRY, FROZEN, AHEAD} if MADE_AHEAD in tags else {DRY, FROZEN}
    found = []
    for food in served:
        words = food_words(food, *(foods.frame.at[food, column] for column in ("name", "bought_as", "group")))
        named = rules_that_name(words)
        here = kinds - {DRY} if NOT_DRY in named else kinds
        fitting = (
            one
            for about, (match, one) in _rows().items()
            if one.kind in here and (about in named or names_food(match, words))
        )
        found += [(food, one) for one in islice(fitting, 1)]
    return found


@cache  # the shipped tables do not change while the program runs
def _rows() -> dict[str, tuple[str, Preparation]]:
    """Each row by what it is about, with the pattern of its foods."""
    table = read("preparation").set_index("preparation")
    texts = zip(table.index.astype(str), table.pop("match").astype(str), table.to_dict("records"), strict=True)
    return {about: (match, Preparation(**{str(key): cell for key, cell in row.items()})) for about, match, row in texts}


def left_over() -> Preparation:
    """What is done with what is left over, whatever it is: how soon it is cold, and how it is heated.

    Examples
    --------
    >>> left_over().words
    'Heat it once only, and only what is eaten, until it steams all through.'
    """
    return _rows()["leftovers"][1]


def leftovers_note() -> str:
    """How long what is left over keeps, and how it is heated.

    Returns
    -------
    str

    Examples
    --------
    >>> leftovers_note().partition(". ")[0]
    'What is left over goes into the fridge within 1 hour and is eaten within 48 hours, rice within 24 hours'
    """
    rest, rice = left_over(), _rows()["rice"][1]
    return (
        f"What is left over goes into the fridge within {hours(rest.cool_hours)} and is eaten within "
        f"{hours(rest.fridge_hours)}, rice within {hours(rice.fridge_hours)}. {rest.words}"
    )


@dataclass(frozen=True)
class Soaking:
    """Dry legumes for a dish, put into water on the evening before.

    `start` is the hour of her dinner on that evening; they are for the meal at `slot` of the day `date`.
    """

    start: datetime
    date: date
    slot: str
    food: str
    words: str


def soakings(plan: Plan) -> list[Soaking]:
    """What is to be soaked for a plan, evening by evening.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    list of Soaking
        One for each dish and food; the first may lie on the evening before the plan begins. What is left
        of another meal is soaked with that.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> soakings(day_of_entries(Person(), [Entry("13:00", "banana", 1.0)]))
    []
    """
    cooked, again = dish_templates(plan.foods), eaten_again(plan)
    found = []
    for day in plan.days:
        for meal in day.meals:
            dishes = [dish for dish in meal.dishes if dish.dish in cooked and not dish.leftover_of]
            plates = [serving for dish in dishes for serving in dish.servings]
            found += [
                _soaking(plan, day.date, meal.slot, serving, twice=(day.date, meal.slot) in again)
                for serving in plates
                for _, one in preparations([serving.food], (), plan.foods)
                if one.soaked
            ]
    return found


def evening_before(plan: Plan, when: date) -> datetime:
    """The hour of her dinner on the evening before a date.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> evening_before(day_of_entries(Person(), [Entry("13:00", "banana", 1.0)]), date(2026, 11, 23))
    datetime.datetime(2026, 11, 22, 19, 0)
    """
    return datetime.combine(when - timedelta(days=1), time.fromisoformat(plan.preferences.hours["dinner"]))


def _soaking(plan: Plan, when: date, slot: str, serving: Serving, *, twice: bool) -> Soaking:
    bought = float(plan.foods.frame["as_bought_g"].loc[serving.food]) * serving.grams / 100 * (2 if twice else 1)
    amount = "" if math.isnan(bought) else f" ({bought:.0f}\u00a0g a person{', for two meals' if twice else ''})"
    return Soaking(
        start=evening_before(plan, when),
        date=when,
        slot=slot,
        food=serving.food,
        words=f"Soak the dried {plan.foods.word(serving.food)}{amount} in plenty of cold water for tomorrow's "
        f"{meal_label(slot).lower()}.",
    )
