import pytest

from planner import Person, PlannerError, Preferences


def test_the_week_of_pregnancy_sets_the_trimester():
    assert [Person(week=week).trimester for week in (1, 13, 14, 27, 28, 42)] == [1, 1, 2, 2, 3, 3]


def test_without_a_stage_a_woman_is_pregnant_and_a_man_is_not():
    woman, man = Person(), Person(sex="male")
    assert (woman.sex, woman.stage, woman.trimester) == ("female", "pregnant", 3)
    assert (man.stage, man.trimester, man.half_year) == ("adult", None, None)


def test_a_person_survives_being_saved():
    for person in (Person(), Person(sex="male", age=19), Person(stage="lactating")):
        assert Person(**person.model_dump(mode="json")) == person


def test_units_are_understood():
    assert Person(height="5 ft 5 in", weight="137 lb").height_cm == pytest.approx(165.1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"age": 13}, "age is 13: it must be at least 14"),
        ({"age": 51}, "age is 51: it must be at most 50"),
        ({"height": "65 kg"}, "can't be turned into cm"),
        ({"weight": "0 kg"}, "weight kg is 0: it must be at least 35"),
        ({"week": 30, "trimester": 1}, "week 30 is in trimester 3, not 1"),
        ({"stage": "adult", "trimester": 2}, "week and trimester belong to stage pregnant"),
        ({"stage": "pregnant", "half_year": 1}, "half_year belongs to stage lactating"),
        ({"stage": "elephant"}, "stage is 'elephant'"),
        ({"shoe_size": 38}, "shoe size"),
        ({"sex": "male", "stage": "pregnant"}, "sex male goes with stage adult, not pregnant: leave the stage out"),
        ({"sex": "male", "stage": "lactating"}, "sex male goes with stage adult, not lactating: leave the stage out"),
        ({"sex": "male", "week": 20}, "week and trimester belong to stage pregnant, not adult"),
        ({"sex": "male", "half_year": 1}, "half_year belongs to stage lactating, not adult"),
        ({"sex": "male", "age": 18}, "for boys under 19 no values are held: give an age of 19 to 50"),
        ({"sex": "boy"}, "sex is 'boy'"),
        ({"sex": "male", "twins": True}, "twins belong to stage pregnant or lactating, not adult: leave them out"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(given, said):
    with pytest.raises(PlannerError) as error:
        Person(**given)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"without": ["mlik"]}, "'mlik' is not an allergen of the EU list"),
        ({"without": ["lactos"]}, "'lactos' is not an allergen of the EU list: take milk, egg"),
        ({"coffee": ["25:00"]}, "'25:00' is not an hour of the day"),
        ({"hours": {"brunch": "11:00"}}, "'brunch' is not a meal of the day"),
        ({"energy_kcal": 100}, "energy kcal is 100: it must be at least 1200"),
    ],
)
def test_preferences_that_cannot_be(given, said):
    with pytest.raises(PlannerError) as error:
        Preferences(**given)
    assert said in str(error.value)
