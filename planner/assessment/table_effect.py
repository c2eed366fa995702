"""What another food table does to a plan whose dishes stay: portions, meals, totals, rules."""

from dataclasses import dataclass, replace

import pandas as pd

from planner.assessment.audit import audit
from planner.foods.food_table import FoodTable
from planner.menu.dishes import serving
from planner.menu.plan import Dish, Plan, servings_frame
from planner.reference.nutrients import nutrients, published

_SAME = 1e-6


@dataclass(frozen=True, eq=False)
class TableEffect:
    """A plan before and after its food table changed, with the same dishes on the same days.

    Attributes
    ----------
    after : Plan
        The plan with the figures, names and portions of the new table.
    meals : pandas.DataFrame
        One row for each meal and nutrient that changed: date, slot, dish, nutrient, before, after
        (known amounts in the unit of the nutrient).
    totals : pandas.DataFrame
        The same for the days: date, nutrient, before, after.
    rules : pandas.DataFrame
        Checks that came out otherwise: rule, subject, date, slot, held, holds, judged, detail (afterwards).
    gone : tuple of str
        Names of foods on the plates that the new table retires or lacks; in `after` they stay as
        they were, so that nothing is counted as nought.
    """

    after: Plan
    meals: pd.DataFrame
    totals: pd.DataFrame
    rules: pd.DataFrame
    gone: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Whether the plan stays as it is."""
        return self.meals.empty and self.rules.empty and not self.gone


def effect_of_table(plan: Plan, foods: FoodTable) -> TableEffect:
    """What a plan becomes with another food table, nothing planned anew.

    A household measure stays what it was, so new grams of a serving change what is on the plate.

    Parameters
    ----------
    plan : Plan
    foods : FoodTable
        The other table.

    Returns
    -------
    TableEffect

    Raises
    ------
    PlannerError
        If nothing is eaten on one of the days, or the plan excludes what the other table lacks.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.foods.food_table import load_foods
    >>> from planner.person import Person
    >>> foods = load_foods()
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)], foods=foods)
    >>> larger = replace(foods, frame=foods.frame.assign(serving_g=foods.frame["serving_g"] * 2))
    >>> effect_of_table(day, larger).totals.set_index("nutrient").loc["energy_kcal", ["before", "after"]].tolist()
    [153.09, 306.18]
    """
    eaten = {s.food: s.name for day in plan.days for meal in day.meals for dish in meal.dishes for s in dish.servings}
    gone = [food for food in eaten if food not in foods or not foods.servable[food]]
    after = _with(plan, _with_retired(plan.foods, foods, gone), set(eaten) - set(gone))
    before, then = servings_frame(plan), servings_frame(after)
    return TableEffect(
        after=after,
        meals=_differences(before, then, ["date", "slot", "dish"]),
        totals=_differences(before, then, ["date"]),
        rules=_rules(plan, after),
        gone=tuple(eaten[food] for food in gone),
    )


def _with_retired(old: FoodTable, new: FoodTable, gone: list[str]) -> FoodTable:
    """The new table, with the foods on the plates that it lacks as retired rows of the old one."""
    rest = new.frame.drop(index=[food for food in gone if food in new])
    rows = old.frame.loc[gone].assign(retired="yes")
    return replace(new, frame=pd.concat([rest, rows]) if gone else new.frame)


def _with(plan: Plan, foods: FoodTable, served: set[str]) -> Plan:
    """The plan with each serving as the table now has it: as many household measures of it."""

    def dish(one: Dish) -> Dish:
        plate = (serving(foods, s.food, s.servings) if s.food in served else s for s in one.servings)
        return replace(one, servings=tuple(plate))

    days = tuple(
        replace(day, meals=tuple(replace(meal, dishes=tuple(map(dish, meal.dishes))) for meal in day.meals))
        for day in plan.days
    )
    return replace(plan, days=days, foods=foods)


def _differences(before: pd.DataFrame, after: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Known amounts that differ, by day or meal, one row each."""
    keys = [key for key in nutrients() if key in published()]
    sums = {when: frame.groupby(by, sort=False)[keys].sum() for when, frame in (("before", before), ("after", after))}
    both = pd.concat(sums, axis=1, names=[None, "nutrient"]).stack("nutrient")
    return both[(both["before"] - both["after"]).abs() > _SAME].reset_index()


def _rules(plan: Plan, after: Plan) -> pd.DataFrame:
    """Checks of the audit that held and no longer do, or the other way round."""
    place = ["rule", "subject", "date", "slot"]
    was, now = (
        audit(one).astype({"holds": bool}).sort_values("holds", kind="stable").drop_duplicates(place)
        for one in (plan, after)
    )
    both = was[[*place, "holds"]].rename(columns={"holds": "held"}).merge(now, on=place, how="outer")
    answers = ["held", "holds", "judged"]
    both[answers] = both[answers].astype("boolean").fillna(True)  # nothing there, nothing wrong
    return both.loc[both["held"] != both["holds"], [*place, "kind", *answers, "detail"]].reset_index(drop=True)
