"""Random persons with random choices, the same for the same seed."""

import random
from typing import get_args

from planner.foods.food_checks import ALLERGENS
from planner.foods.food_table import FoodTable
from planner.person.person import Kitchen, Leftovers, Person, Preferences, Region

STAGES = [
    {"stage": "pregnant", "trimester": 1},
    {"stage": "pregnant", "trimester": 2},
    {"stage": "pregnant", "trimester": 3},
    {"stage": "lactating", "half_year": 1},
    {"stage": "lactating", "half_year": 2},
    {"stage": "adult"},
    {"stage": "adult", "sex": "male"},
]


def anyone(seed: int, foods: FoodTable) -> tuple[Person, Preferences]:
    """A person and her choices: any stage, diet, allergens, exclusions, habits, conditions, kitchen and season."""
    rng = random.Random(seed)
    stage = rng.choice(STAGES)
    system = rng.choice(["dri", "dri", "efsa"])
    youngest = 19 if stage.get("sex") == "male" or system == "efsa" else 15
    nausea = ["nausea"] if stage.get("trimester") == 1 and rng.random() < 0.6 else []
    others = [c for c in ("kidney_potassium", "gestational_diabetes") if rng.random() < 0.08]
    rare = random.Random(-1 - seed)  # draws of its own, so that the others stay as they were
    medicine = ["ace_inhibitor"] if rare.random() < 0.08 else []
    person = Person(
        **stage,
        age=rng.randint(youngest, 50),
        height_cm=rng.uniform(148, 185),
        weight_kg=rng.uniform(45, 95),
        activity=rng.choice(["sedentary", "low_active", "active"]),
        conditions=[*nausea, *others, *medicine],
        twins=stage["stage"] != "adult" and rare.random() < 0.08,
    )
    groups = ["legume", "nut_seed", "fish", "meat", "egg", "dried_fruit", "leafy_green", "potato", "sweet"]
    names = [*foods.frame.index, *groups]

    kitchen = random.Random(f"kitchen {seed}")  # of its own too

    def hours(kind: float) -> list[str]:
        return [rng.choice(["07:30", "08:30", "10:30", "12:15", "15:00", "16:00"])] if rng.random() < kind else []

    preferences = Preferences(
        system=system,
        diet=rng.choice(["omnivore", "omnivore", "pescatarian", "vegetarian", "vegan"]),
        without=[*rng.sample(list(ALLERGENS), rng.choice([0, 0, 1, 1, 2])), *["lactose"] * (rare.random() < 0.1)],
        exclude=rng.sample(names, rng.choice([0, 0, 2, 6])),
        favourites=rng.sample(list(foods.frame.index), rng.choice([0, 0, 1, 2])),
        pairings=rng.choice(["article", "measured"]),
        coffee=hours(0.3),
        tea=hours(0.2),
        chocolate=hours(0.15),
        spinach=["13:00"] if rng.random() < 0.1 else [],
        kitchens=kitchen.sample(get_args(Kitchen), kitchen.choice([0, 0, 1, 2])),
        leftovers=kitchen.choice(get_args(Leftovers)),
        minutes=kitchen.choice([(45, 75), (45, 75), (30, 60), (20, 20), (90, 120)]),
        season=kitchen.choice(["date", "date", "off", *map(str, range(1, 13))]),
        region=kitchen.choice(get_args(Region)),
        at_home=kitchen.sample(list(foods.frame.index), kitchen.choice([0, 0, 1, 3])),
    )
    return person, preferences
