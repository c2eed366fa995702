"""Person and Preferences: who the plan is for and what is wished, validated."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from planner.foods.food_checks import ALLERGENS
from planner.person.client_targets import ENERGY_KCAL, ClientTarget, only_once
from planner.person.supplements import Supplement
from planner.reference.checked_model import CheckedModel
from planner.reference.outside_text import quoted
from planner.reference.table_schemas import SLOTS
from planner.reference.units import clock, magnitude

Stage = Literal["adult", "pregnant", "lactating"]
Sex = Literal["female", "male"]
Activity = Literal["sedentary", "low_active", "active", "very_active"]
Diet = Literal["omnivore", "pescatarian", "vegetarian", "vegan"]
System = Literal["dri", "efsa"]
Condition = Literal["nausea", "kidney_potassium", "ace_inhibitor", "gestational_diabetes"]
Mode = Literal["article", "measured"]
Kitchen = Literal["eastern_european", "mediterranean", "plain", "middle_eastern", "asian", "indian", "latin"]
Leftovers = Literal["none", "some", "many"]
Region = Literal["north", "south"]

NEVER_SERVED = (*ALLERGENS, "lactose")  # what one can rule out in a word
MOST_LINES = 100  # of supplements, and of targets
USUAL_KITCHENS = ("eastern_european", "mediterranean", "plain")
FEWEST_MINUTES, MOST_MINUTES = 10, 300  # in the kitchen, of a day
Minutes = Annotated[int, Field(ge=FEWEST_MINUTES, le=MOST_MINUTES)]
MONTHS = "january february march april may june july august september october november december".split()
_MINUTES = re.compile(r"([0-9]{1,4})(?: ?, ?([0-9]{1,4}))?")
HOURS = dict(zip(SLOTS, ("07:30", "10:30", "13:00", "16:00", "19:00", "21:30"), strict=True))


class Person(CheckedModel):
    """Who the plan is for.

    Parameters
    ----------
    age : int
        Whole years, 14 to 50.
    stage : {"pregnant", "lactating", "adult"}
        "adult" is anyone who is neither pregnant nor nursing. Left out, a woman is taken as
        pregnant and a man as adult.
    sex : {"female", "male"}
        Reference intakes and energy differ. Men are "adult" and 19 or older.
    trimester : int, optional
        1 to 3, for the pregnant; or give `week`.
    week : int, optional
        Week of pregnancy, 1 to 42; sets the trimester (2 from week 14, 3 from week 28).
    half_year : int, optional
        1 or 2, for the nursing: months 0-6 or 7-12.
    height, weight : str, quantity or number
        Height [cm] and weight before pregnancy [kg]; ``"5 ft 5 in"`` is understood.
    activity : {"sedentary", "low_active", "active", "very_active"}
    conditions : list of {"nausea", "kidney_potassium", "ace_inhibitor", "gestational_diabetes"}
        What changes the rules of the menu: ``kidney_potassium`` stands for kidney disease and for
        potassium-sparing diuretics, ``ace_inhibitor`` for ACE inhibitors and sartans.
    supplements : list of Supplement
        What a doctor prescribed.
    twins : bool
        Whether there are two children or more, for the pregnant and the nursing.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.

    Examples
    --------
    >>> Person(age=30, stage="pregnant", week=30, height="1.65 m", weight="62 kg").trimester
    3
    >>> Person(age=30, sex="male", height="1.80 m", weight="75 kg").stage
    'adult'
    """

    age: int = Field(default=30, ge=14, le=50)
    stage: Stage = "pregnant"
    sex: Sex = "female"
    trimester: int | None = Field(default=None, ge=1, le=3)
    week: int | None = Field(default=None, ge=1, le=42)
    half_year: int | None = Field(default=None, ge=1, le=2)
    height_cm: float = Field(default=165.0, ge=120, le=220)
    weight_kg: float = Field(default=62.0, ge=35, le=200)
    activity: Activity = "low_active"
    conditions: tuple[Condition, ...] = ()
    supplements: tuple[Supplement, ...] = Field(default=(), max_length=MOST_LINES)
    twins: bool = False

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, data: dict[str, Any]) -> dict[str, Any]:
        data = dict(data)
        for name, unit in (("height", "cm"), ("weight", "kg")):
            if name in data:
                data[f"{name}_{unit}"] = data.pop(name)
            typed: Any = data.get(f"{name}_{unit}")
            if isinstance(typed, str) or hasattr(typed, "dimensionality"):  # typed, or a quantity of pint
                data[f"{name}_{unit}"] = magnitude(typed, unit)
        male = data.get("sex") == "male"
        stage = data.setdefault("stage", "adult" if male else "pregnant")
        if male and stage in ("pregnant", "lactating"):
            raise ValueError(f"sex male goes with stage adult, not {stage}: leave the stage out or give sex female")
        week = data.get("week")
        if stage == "pregnant":
            if isinstance(week, int):
                third = 1 if week < 14 else 2 if week < 28 else 3
                if data.get("trimester") not in (None, third):
                    raise ValueError(
                        f"week {week} is in trimester {third}, not {data['trimester']}: give one of the two"
                    )
                data["trimester"] = third
            elif data.get("trimester") is None:
                data["trimester"] = 3
        elif week is not None or data.get("trimester") is not None:
            raise ValueError(f"week and trimester belong to stage pregnant, not {stage}: leave them out")
        if stage == "lactating":
            data["half_year"] = data.get("half_year") or 1
        elif data.get("half_year") is not None:
            raise ValueError(f"half_year belongs to stage lactating, not {stage}: leave it out")
        return data

    @model_validator(mode="after")
    def _whose_twins(self) -> Self:
        if self.twins and self.stage == "adult":
            raise ValueError("twins belong to stage pregnant or lactating, not adult: leave them out")
        return self

    @model_validator(mode="after")
    def _no_boys(self) -> Self:
        if self.sex == "male" and self.age < 19:
            raise ValueError("for boys under 19 no values are held: give an age of 19 to 50")
        return self

    def supplement_amounts(self) -> dict[str, float]:
        """What supplements bring a day, by nutrient, in its unit."""
        total: dict[str, float] = {}
        for one in self.supplements:
            total[one.nutrient] = total.get(one.nutrient, 0.0) + one.amount
        return total


class Preferences(CheckedModel):
    """What is eaten, what is drunk anyway, and how the plan is judged.

    Parameters
    ----------
    system : {"dri", "efsa"}
        The dietary reference intakes.
    diet : {"omnivore", "pescatarian", "vegetarian", "vegan"}
    without : list of str
        EU-14 allergens, and ``"lactose"``; absolutely left out. Lactose-free milk and hard cheese go
        with a life without lactose, not with one without milk.
    exclude : list of str
        Foods (keys of the food table) or groups that are left out.
    pairings : {"article", "measured"}
        Flag all of the article's pairings, or only what trials support.
    allow : list of str
        Foods that are served although `exclude` names them or their group.
    favourites : list of str
        Foods or groups that should come often.
    at_home : list of str
        Foods that are there already and want to be used up.
    kitchens : list of {"eastern_european", "mediterranean", "plain", "middle_eastern", "asian", "indian", "latin"}
        Whose dishes are liked; without a wish those of eastern Europe, the Mediterranean and plain ones.
    minutes : (int, int)
        Hands-on minutes in the kitchen on a weekday, and on Saturday and Sunday [min/day]; ``"45,75"`` is
        understood, and one number is for every day.
    leftovers : {"none", "some", "many"}
        How many dinners are cooked for the next lunch too.
    season : str
        ``"date"``: fresh foods of the month in which the plan begins; ``"1"`` to ``"12"``, or its English
        name: of that month; ``"off"``.
    region : {"north", "south"}
        North or south of the equator, for the seasons.
    coffee, tea, chocolate, spinach : list of str
        Hours at which a cup, two squares or a helping is had anyway, ``"08:00"``.
    fortified_milk : bool, optional
        Whether milk, kefir and yoghurt with vitamin D added are bought. Left out, they are with the
        American system and not with the European one, as is usual there.
    energy_kcal : float, optional
        Energy target in place of the estimated one [kcal/day].
    targets : list of ClientTarget or str
        What a dietitian set in place of published targets and limits, ``"calcium 1200 mg: osteopenia"``.
    hours : dict
        Hour of each meal.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.

    Examples
    --------
    >>> Preferences(coffee=["8:05"], hours={"dinner": "18:30"}).coffee
    ('08:05',)
    >>> Preferences(pairings="artical")
    Traceback (most recent call last):
    planner.errors.PlannerError: pairings is 'artical': it must be 'article' or 'measured'
    """

    system: System = "dri"
    diet: Diet = "omnivore"
    without: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    pairings: Mode = "article"
    allow: tuple[str, ...] = ()
    favourites: tuple[str, ...] = ()
    at_home: tuple[str, ...] = ()
    kitchens: tuple[Kitchen, ...] = ()
    minutes: tuple[Minutes, Minutes] = (45, 75)
    leftovers: Leftovers = "some"
    season: str = "date"
    region: Region = "north"
    coffee: tuple[str, ...] = ()
    tea: tuple[str, ...] = ()
    chocolate: tuple[str, ...] = ()
    spinach: tuple[str, ...] = ()
    fortified_milk: bool | None = None
    energy_kcal: float | None = Field(default=None, ge=ENERGY_KCAL[0], le=ENERGY_KCAL[1])
    targets: tuple[ClientTarget, ...] = Field(default=(), max_length=MOST_LINES)
    hours: dict[str, str] = Field(default_factory=lambda: dict(HOURS))

    @property
    def buys_fortified_milk(self) -> bool:
        """Whether milk has vitamin D added: as answered, else as is usual where the system is used."""
        return self.system == "dri" if self.fortified_milk is None else self.fortified_milk

    @property
    def liked_kitchens(self) -> frozenset[str]:
        """The kitchens whose dishes come first."""
        return frozenset(self.kitchens or USUAL_KITCHENS)

    @property
    def wants_soy(self) -> bool:
        """Whether tofu and tempeh are welcome at any meal: for vegans, without milk, or of a kitchen that has them."""
        return self.diet == "vegan" or "milk" in self.without or "asian" in self.kitchens

    @property
    def wants_plant_drinks(self) -> bool:
        """Whether drinks of soy, almonds or rice are as welcome as milk."""
        return self.diet == "vegan" or bool({"milk", "lactose"} & set(self.without))

    def month(self, start: date | None) -> int | None:
        """The month whose fresh foods are planned with; None where seasons do not count."""
        if self.season == "off":
            return None
        return int(self.season) if self.season != "date" else start.month if start else None

    @field_validator("season", mode="before")
    @classmethod
    def _season(cls, value: object) -> str:
        text = str(value).strip().lower()
        named = [str(n) for n, name in enumerate(MONTHS, start=1) if len(text) >= 3 and name.startswith(text)]
        text = named[0] if named else text
        if text not in ("date", "off", *map(str, range(1, 13))):
            raise ValueError(f"season is {quoted(value)}: give a month, such as 11 or November, or off")
        return text

    @field_validator("minutes", mode="before")
    @classmethod
    def _weekend_too(cls, value: object) -> object:
        given = value
        if isinstance(given, str):
            found = _MINUTES.fullmatch(given.strip())
            given = [int(one) for one in found.groups() if one] if found else given
        elif isinstance(given, int) and not isinstance(given, bool):
            given = [given]
        given = [given[0]] * 2 if isinstance(given, list) and len(given) == 1 else given
        numbers = [one for one in given if isinstance(one, int)] if isinstance(given, list | tuple) else ()
        if isinstance(given, str) or any(not FEWEST_MINUTES <= one <= MOST_MINUTES for one in numbers):
            raise ValueError(
                f"minutes is {quoted(value)}: give {FEWEST_MINUTES} to {MOST_MINUTES} for a weekday and, after a "
                "comma, for the weekend, as in 45,75"
            )
        return given

    @field_validator("without")
    @classmethod
    def _allergens(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in NEVER_SERVED:
                raise ValueError(f"{quoted(name)} is not an allergen of the EU list: take {', '.join(NEVER_SERVED)}")
        return value

    @field_validator("coffee", "tea", "chocolate", "spinach")
    @classmethod
    def _hours(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(clock(text) for text in value)

    @field_validator("hours")
    @classmethod
    def _all_hours(cls, value: dict[str, str]) -> dict[str, str]:
        unknown = [slot for slot in value if slot not in SLOTS]
        if unknown:
            raise ValueError(f"{quoted(unknown[0])} is not a meal of the day: take {', '.join(SLOTS)}")
        return {slot: clock(value.get(slot, HOURS[slot])) for slot in SLOTS}

    @model_validator(mode="after")
    def _targets_agree(self) -> Self:
        only_once(self.targets, self.system, self.energy_kcal)
        return self
