"""Random choices, plans half settled and meals at random, for what must hold for all of them."""

import random
from dataclasses import dataclass

from hypothesis import reject
from hypothesis import strategies as st

import planner
from planner.menu.plan import Dish
from planner.optimize.build_model import build_model
from planner.optimize.leftovers import leftovers_for
from planner.optimize.meal_columns import dish_of
from planner.optimize.model import Model, Plate
from planner.optimize.planning import initial_schedule
from planner.optimize.schedule import Cell, Schedule
from planner.optimize.weighed_meals import Columns, Ledger
from planner.reference.table_schemas import SLOTS
from tests.conftest import START
from tests.people import anyone

FOODS = planner.load_foods()
CONDITIONS = ["nausea", "kidney_potassium", "gestational_diabetes"]
TARGETS = ["fat 70 g: weight gain", "potassium at most 3000 mg", "iron at most 30 mg", "magnesium 400 mg"]
CLOSE = {"morning_snack": "07:50", "evening_snack": "19:20"}  # hours at which meals hinder each other


@dataclass(frozen=True)
class Asked:
    """What a plan is asked for."""

    person: planner.Person
    preferences: planner.Preferences
    days: int
    seed: int
    skipped: frozenset[Cell]
    locked: dict[Cell, Dish]

    @property
    def leftovers(self) -> dict[Cell, Cell]:
        return leftovers_for(self.preferences, self.days, {*self.skipped, *self.locked})

    def model(self) -> Model:
        return build_model(
            self.person,
            self.preferences,
            FOODS,
            days=self.days,
            seed=self.seed,
            start=START,
            fixed=self.locked,
            skipped=self.skipped,
            leftovers=self.leftovers,
        )


@st.composite
def asked(draw: st.DrawFn, most_days: int = 14) -> Asked:
    """Any person and choices, conditions, a dietitian's targets, hours, leftovers, days, skipped and locked meals."""
    seed = draw(st.integers(0, 10**6))
    rng = random.Random(seed)
    person, preferences = anyone(seed, FOODS)
    ill = draw(st.lists(st.sampled_from(CONDITIONS), unique=True, max_size=2))
    targets = draw(st.lists(st.sampled_from(TARGETS), unique=True, max_size=2))
    hours = draw(st.sampled_from([{}, CLOSE]))
    days = draw(st.integers(1, most_days))
    kitchen = {"leftovers": draw(st.sampled_from(["none", "some", "many"])), "minutes": (30, 60)}
    cells = [(day, slot) for day in range(days) for slot in range(len(SLOTS))]
    skipped = _some(draw(st.sampled_from([0.0, 0.1, 0.5])), cells, rng)
    locked = _some(draw(st.sampled_from([0.0, 0.3, 0.9])), cells, rng) - skipped
    try:
        person = planner.Person(**{**person.model_dump(), "conditions": ill})
        preferences = planner.Preferences(**{**preferences.model_dump(), "targets": targets, "hours": hours, **kitchen})
        bare = Asked(person, preferences, days, seed, skipped, {}).model()
    except planner.PlannerError:  # such choices are refused
        reject()
    meals = {cell: random_meal(bare, rng.choice(_plates(bare, cell[1])), rng) for cell in sorted(locked)}
    fixed = {cell: dish_of(bare, columns) for cell, columns in meals.items()}
    return Asked(person, preferences, days, seed, skipped, fixed)


def _some(share: float, cells: list[Cell], rng: random.Random) -> frozenset[Cell]:
    """A share of the meals; never all of a day."""
    return frozenset(cell for cell in cells if cell[1] > 0 and rng.random() < share)


def _plates(model: Model, slot: int) -> list[Plate]:
    return [plate for plate in model.plates if plate.group == slot and plate.day is None]


def random_meal(model: Model, plate: Plate, rng: random.Random) -> Columns:
    """Any filling of a dish."""
    columns = []
    for seat in plate.seats:
        foods: set[int] = set()
        wanted = rng.randint(0, seat.part.count) if seat.part.optional else seat.part.count
        for column in rng.sample(range(seat.start, seat.stop), seat.stop - seat.start):
            if len(foods) < wanted and int(model.food[column]) not in foods:
                foods.add(int(model.food[column]))
                columns.append(column)
    return plate.head, *sorted(columns)


def random_schedule(model: Model, rng: random.Random) -> Schedule:
    """Any plan of a model; of half of them all days are as alike as can be, for there sums over days hide nothing."""
    ledger = Ledger(model)
    schedule, free = initial_schedule(ledger)
    menu = [random_meal(model, rng.choice(_plates(model, slot)), rng) for slot in range(len(SLOTS))]
    twice = [model.plates[k] for k in model.again_from]
    alike = rng.random() < 0.5
    for cell in free:
        plates = twice if cell in schedule.eaten_again else _plates(model, cell[1])
        meal = menu[cell[1]] if alike and plates is not twice else random_meal(model, rng.choice(plates), rng)
        schedule.put(cell, ledger.weigh(meal))
    return schedule
