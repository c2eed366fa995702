"""Rules that a condition adds, recomputed."""

from collections.abc import Iterator

from planner.assessment.audit.facts import Check, Facts, Finding, judge, judged, unknown_note
from planner.menu.dishes import dish_templates
from planner.reference.table_schemas import SLOTS
from planner.safety.suitability import hard_to_keep_down, sugary


def sweets_kept_small(facts: Facts) -> Iterator[Finding]:
    """With gestational diabetes: servings of what brings much sugar at once, and of sweets and fruit at breakfast.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        Two findings for each day, if the rule holds for her [1]; none for a breakfast that is left out.

    Notes
    -----
    Of fruit only what ``data/menu_rules.csv`` names, by key or role, may stand at breakfast, if it is known to
    hold little sugar.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> her = Person(conditions=["gestational_diabetes"])
    >>> day = day_of_entries(her, [Entry("07:30", "honey", 1.0), Entry("16:00", "banana", 1.0)])
    >>> [row["detail"] for row in sweets_kept_small(facts_of(day))]
    ['servings: 2 (at most 1)', 'breakfast: 1 servings of something sweet or fruit (at most 0); Honey']
    """
    rule = "sweets kept small"
    if (rule, "servings") not in facts.rules:
        return
    frame, plates = facts.plan.foods.frame, facts.plates
    kinds = sugary(facts.plan.foods)
    sweet = kinds.reindex(plates["food"]).to_numpy()
    sugars = frame["sugars_g"].reindex(plates["food"]).to_numpy()
    hardly = sugars < facts.rules[(rule, "sweet from sugars_g")]["lower"]
    fruit = plates["group"].isin(["fruit", "dried_fruit"]).to_numpy()
    for kind in facts.subjects(rule):
        if facts.rules[(rule, kind)]["unit"] == "fruit at breakfast":
            played = frame["roles"].reindex(plates["food"]).str.split().map(lambda roles, kind=kind: kind in roles)
            fruit = fruit & ~(hardly & (played.to_numpy(dtype=bool) | (plates["food"] == kind).to_numpy()))
    most, none = (facts.rules[(rule, subject)]["upper"] for subject in ("servings", "breakfast"))
    for date in facts.dates:
        today = (plates["date"] == date).to_numpy()
        yield judge(rule, "servings", float(plates.loc[today & sweet, "servings"].sum()), upper=most, date=date)
        morning = today & (plates["slot"] == "breakfast").to_numpy()
        if morning.any():
            there = plates[morning & (sweet | fruit)]
            note = "".join(f"; {name}" for name in there["name"].unique())
            yield judge(
                rule, "breakfast", float(there["servings"].sum()), upper=none, date=date, slot="breakfast",
                unit="servings of something sweet or fruit", note=note,
            )  # fmt: skip


def carbohydrate_a_meal(facts: Facts) -> Iterator[Finding]:
    """With gestational diabetes: the carbohydrate of each meal, and of each day.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each meal and each day, and one more for lunch and dinner, if the rule holds for her [g].

    Notes
    -----
    What she has anyway between the meals counts in the day alone. A meal with a food that gives no
    figure can't be judged, and does not hold.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> her = Person(conditions=["gestational_diabetes"])
    >>> day = day_of_entries(her, [Entry("07:30", "oatmeal_cooked", 2.0)])
    >>> [row["detail"] for row in carbohydrate_a_meal(facts_of(day))]
    ['breakfast: 56.16 g (at least 15 and at most 45)', 'day: 56.16 g (at least 175)']
    """
    rule = "carbohydrate a meal"
    if (rule, "day") not in facts.rules:
        return
    for (date, slot), figures in facts.plates.groupby(["date", "slot"], sort=False)["carbohydrate_g"]:
        if slot in SLOTS:
            row, grams = facts.rules[(rule, slot)], float(figures.sum())
            finding = judge(rule, slot, grams, row["lower"], row["upper"], "g", date, slot)
            yield judged(facts, finding, "carbohydrate_g", [finding["date"]], hers=True, slot=slot)
            if slot in ("lunch", "dinner"):
                usual = facts.rules[(rule, "main meal")]["upper"]
                finding = judge(rule, "main meal", grams, upper=usual, unit="g", date=date, slot=slot)
                yield _with_gaps(facts, finding, "carbohydrate_g")
    for date in facts.dates:
        least, note = facts.rules[(rule, "day")]["lower"], unknown_note(facts, date, "carbohydrate_g")
        yield judge(rule, "day", facts.known[date]["carbohydrate_g"], least, unit="g", date=date, note=note)


def gentle_meals(facts: Facts) -> Iterator[Finding]:
    """With nausea: how many dishes are not bland, and what bloats or smells strongly at which meal.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day, if the rule holds for her [1]; two for each meal, servings [1] and fibre [g],
        where it must stay down, and one for the others.

    Notes
    -----
    A dish that ``data/dishes.csv`` does not know is taken as neither bland nor not.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> sick = Person(week=8, conditions=["nausea"])
    >>> day = day_of_entries(sick, [Entry("07:30", "lentils_boiled", 1.0)])
    >>> [row["detail"] for row in gentle_meals(facts_of(day)) if not row["holds"]]
    ['breakfast: 1 servings that bloat or smell strongly (at most 0); Lentils', 'Fibre: 7.821 g (at most 6)']
    """
    rule = "gentle meals"
    if (rule, "bland") not in facts.rules:
        return
    known = dish_templates(facts.plan.foods)
    for day in facts.plan.days:
        dishes = [known[d.dish] for meal in day.meals for d in meal.dishes if d.dish in known]
        other = sum("bland" not in template.tags for template in dishes)
        yield judge(rule, "bland", float(other), upper=0, unit="dishes that are not bland", date=day.date)
    strong = hard_to_keep_down(facts.plan.foods)
    for (date, slot), here in facts.plates.groupby(["date", "slot"], sort=False):
        if slot not in SLOTS:
            continue
        row, there = facts.rules[(rule, slot)], here[strong.reindex(here["food"]).to_numpy()]
        yield judge(
            rule, slot, float(there["servings"].sum()), upper=row["upper"],
            unit="servings that bloat or smell strongly", date=date, slot=slot,
            note="".join(f"; {name}" for name in there["name"].unique()),
        )  # fmt: skip
        if row["kind"] == "hard":
            grams, little = float(here["fibre_g"].sum()), facts.rules[(rule, "fibre_g")]["upper"]
            finding = judge(rule, "fibre_g", grams, upper=little, unit="g", date=date, slot=slot)
            yield _with_gaps(facts, finding, "fibre_g")


def _with_gaps(facts: Facts, finding: Finding, nutrient: str) -> Finding:
    """A wish for a meal, with foods that give no figure for it: what is known still counts as held."""
    foods = tuple(dict(facts.gaps.get((finding["date"], finding["slot"], nutrient), ())))
    if not foods or not finding["holds"]:
        return finding
    detail = f"{finding['detail']}; can't be judged: some foods give no figure"
    return {**finding, "judged": False, "without_figure": foods, "detail": detail}


CHECKS: tuple[Check, ...] = (sweets_kept_small, carbohydrate_a_meal, gentle_meals)
