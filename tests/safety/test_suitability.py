"""What is refused names the nearest foods and groups where one is not known."""

import pytest

from planner import PlannerError, Preferences, load_foods
from planner.safety import eats_fish, remarks, unsuitable

FOODS = load_foods()


@pytest.mark.parametrize("choice", ["exclude", "allow", "favourites"])
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("legumes", "there is no food or group 'legumes' in foods.csv: take 'legume'"),
        ("kefer", "there is no food or group 'kefer' in foods.csv: take 'kefir'"),
        ("unicorn", "there is no food or group 'unicorn' in foods.csv: "),
    ],
)
def test_an_unknown_food_or_group_names_the_nearest(choice, name, sentence):
    for asked in (unsuitable, eats_fish):
        with pytest.raises(PlannerError) as error:
            asked(FOODS, Preferences(**{choice: [name]}))
        assert str(error.value).startswith(sentence)


def test_remarks_on_an_unknown_food_name_the_nearest():
    with pytest.raises(PlannerError, match=r"^the food can't be 'kefer': take 'kefir'"):
        remarks(FOODS, "kefer")
