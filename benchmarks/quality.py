"""What a plan is worth to the person who eats it, counted from the plates."""

import planner
from benchmarks.naive import BY_HAND
from planner.assessment.audit import failures
from planner.menu.plan import HABIT, Plan, servings_frame

CRAMP, LIMITS = "cramp minerals", ("upper limits", "caffeine")


def quality(plan: Plan) -> dict[str, float]:
    """The figures of one plan.

    Returns
    -------
    dict
        floors_missed (days times minerals of calcium, magnesium and potassium that are short),
        limits_passed (days times nutrients over an upper limit, caffeine included), energy_off
        (days over 5 % from the energy target), pairings (flagged), hard_broken (hard rules broken,
        each day and meal counted), short_of_others (nutrients whose mean of the week is under its
        target), largest_g (largest portion [g]), largest_servings (household servings of the
        largest by that measure), grams_a_day [g], foods and dishes (different ones).
    """
    report = planner.audit(plan)
    hard, soft = failures(report), failures(report, "soft")
    plates = servings_frame(plan)
    own = plates[plates["slot"] != HABIT]
    return {
        "floors_missed": int((hard["rule"] == CRAMP).sum()),
        "limits_passed": int(hard["rule"].isin(LIMITS).sum()),
        "energy_off": int((hard["rule"] == "energy").sum()),
        "pairings": len(planner.find_pairings(plan)),
        "hard_broken": len(hard),
        "short_of_others": int((soft["rule"] == "other nutrients").sum()),
        "largest_g": float(own["grams"].max()),
        "largest_servings": float(own["servings"].max()),
        "grams_a_day": float(plates["grams"].sum()) / len(plan.days),
        "foods": int(own["food"].nunique()),
        "dishes": int(own.loc[own["dish"] != BY_HAND, "dish"].nunique()),
    }
