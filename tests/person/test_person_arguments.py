"""What no person can have is refused in one sentence that names the nearest right ones."""

import math

import pytest

from planner import ClientTarget, Person, PlannerError, Preferences, Supplement, daily_targets
from planner.person import energy_target, prescribed

CALCIUM = ClientTarget(nutrient="calcium", target=1200)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: daily_targets(Person(), system="xyz"), "the system can't be 'xyz': take 'dri' or 'efsa'"),
        (lambda: daily_targets(Person(), system="DRI"), "the system can't be 'DRI': take 'dri' or 'efsa'"),
        (lambda: energy_target(Person(), "who"), "the system can't be 'who': take 'dri' or 'efsa'"),
        (lambda: daily_targets(Person(), energy_kcal=-5), "the energy target is -5 kcal: it must be 1200 to 5000"),
        (lambda: daily_targets(Person(), energy_kcal=0), "the energy target is 0 kcal"),
        (lambda: daily_targets(Person(), energy_kcal=math.nan), "the energy target is nan kcal"),
        (lambda: daily_targets(Person(), client=[CALCIUM, CALCIUM]), "calcium is set twice"),
        (lambda: Person(stage="pregnent"), "stage is 'pregnent': it must be 'adult', 'pregnant' or 'lactating'"),
        (lambda: Person(conditions=["diabetes"]), "conditions.0 is 'diabetes': it must be 'nausea'"),
        (lambda: Preferences(pairings="artical"), "pairings is 'artical': it must be 'article' or 'measured'"),
        (lambda: Preferences(without=["nuts"]), "'nuts' is not an allergen of the EU list: take milk"),
        (lambda: Preferences(hours={"supper": "19:00"}), "'supper' is not a meal of the day: take breakfast"),
        (lambda: Supplement(nutrient="iron", amount=30, meal="supper"), "'supper' is not a meal of the day: take"),
        (lambda: ClientTarget(nutrient="quinine", target=200), "'quinine' is no nutrient that is counted here"),
        (lambda: prescribed("magnesium"), "'magnesium' can't be read as a supplement: write it like magnesium 250 mg"),
    ],
)
def test_a_wrong_name_or_number_is_refused(call, named):
    with pytest.raises(PlannerError) as refused:
        call()
    assert str(refused.value).startswith(named) and "\n" not in str(refused.value)
