"""The persons that the measurements are made for."""

from dataclasses import dataclass, field

from planner import Person, Preferences


@dataclass(frozen=True)
class Case:
    """A person, what she or he wishes, and how the tables call them."""

    key: str
    name: str
    person: Person
    preferences: Preferences = field(default_factory=Preferences)


CASES = (
    Case("t1_nausea", "first trimester, nausea", Person(trimester=1, conditions=["nausea"])),
    Case("t2", "second trimester", Person(trimester=2)),
    Case("t3", "third trimester", Person(trimester=3)),
    Case("t3_efsa", "third trimester, EFSA values", Person(trimester=3), Preferences(system="efsa")),
    Case("t3_vegan", "third trimester, vegan", Person(trimester=3), Preferences(diet="vegan")),
    Case(
        "vegan_no_soy",
        "second trimester, vegan without soy",
        Person(trimester=2),
        Preferences(diet="vegan", without=["soy"]),
    ),
    Case(
        "coeliac_no_milk",
        "third trimester, no gluten, no milk",
        Person(trimester=3),
        Preferences(without=["gluten", "milk"]),
    ),
    Case(
        "diabetes",
        "third trimester, gestational diabetes",
        Person(age=36, trimester=3, weight_kg=78, conditions=["gestational_diabetes"]),
    ),
    Case(
        "coffee_tea",
        "second trimester, coffee at 08:00, tea at 16:00",
        Person(trimester=2),
        Preferences(coffee=["08:00"], tea=["16:00"]),
    ),
    Case("girl_16", "pregnant at 16, second trimester", Person(age=16, trimester=2)),
    Case("lactating", "nursing", Person(stage="lactating")),
    Case("lactating_vegetarian", "nursing, vegetarian", Person(stage="lactating"), Preferences(diet="vegetarian")),
    Case("adult", "adult woman", Person(stage="adult", activity="sedentary")),
    Case("man_40", "man of 40", Person(age=40, sex="male", height_cm=180, weight_kg=80)),
)
KEYS = tuple(case.key for case in CASES)


def case_of(key: str) -> Case:
    """The case with a key.

    Raises
    ------
    KeyError
        If there is none.
    """
    found = next((case for case in CASES if case.key == key), None)
    if found is None:
        raise KeyError(f"there is no person {key!r}: take one of {', '.join(KEYS)}")
    return found
