"""The rules of a menu as limits, caps and costs of the model: one function for each, with its name.

Each is named as in ``data/menu_rules.csv``, which holds its bounds and weights; ``day_rules`` has those
of a day's intake, ``meal_rules`` those of meals, ``condition_rules`` those of a condition, ``week_rules``
those of a week, ``kitchen_rules`` those of cooking and shopping, ``pairing_rule`` the one on hinderers.
The audit (`planner.assessment.audit`) recomputes every one of them without this package.
"""

from planner.optimize.model import Rule
from planner.optimize.rules.condition_rules import carbohydrate_a_meal, gentle_meals, sweets_kept_small
from planner.optimize.rules.day_rules import (
    caffeine,
    cramp_minerals,
    energy,
    energy_balance,
    fibre_fruit_and_vegetables,
    protein,
    sodium,
    upper_limits,
)
from planner.optimize.rules.kitchen_rules import (
    in_season,
    kitchen_time,
    kitchens,
    leftovers,
    protein_foods,
    short_shopping_list,
    use_it_up,
)
from planner.optimize.rules.meal_rules import (
    article_first,
    calcium_spread,
    meal_shares,
    real_portions,
)
from planner.optimize.rules.pairing_rule import pairings
from planner.optimize.rules.week_rules import (
    client_targets,
    comfortable_amounts,
    favourites,
    fish,
    other_nutrients,
    variety,
)

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    energy,
    cramp_minerals,
    upper_limits,
    caffeine,
    protein,
    energy_balance,
    sodium,
    fibre_fruit_and_vegetables,
    comfortable_amounts,
    meal_shares,
    calcium_spread,
    pairings,
    real_portions,
    kitchen_time,
    gentle_meals,
    sweets_kept_small,
    carbohydrate_a_meal,
    other_nutrients,
    client_targets,
    fish,
    variety,
    protein_foods,
    kitchens,
    leftovers,
    short_shopping_list,
    in_season,
    favourites,
    use_it_up,
    article_first,
)  # fmt: skip
