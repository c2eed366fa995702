"""The cramp diary: nights as she wrote them down.

A night is named by the morning after it. Nothing here judges; what is not said is None, never zero.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from planner.errors import one_of
from planner.reference.checked_model import CheckedModel
from planner.reference.outside_text import LONGEST_LINE
from planner.reference.tables import constant

FIRST_MORNING, LAST_MORNING = date(1900, 1, 1), date(2199, 12, 31)
MOST_NIGHTS = 1000  # more than two and a half years
WORST = 10  # of severity
LONG = 30.0  # [min] the longest cramp that can be tapped: so long or longer
CRAMPS = {"none": "None", "one": "One", "several": "Several"}
LEGS = {"left": "Left", "right": "Right", "both": "Both"}
SHARES = {"all": "All", "most": "Most", "little": "Little", "none": "None"}

Cramps = Literal["none", "one", "several"]
Leg = Literal["left", "right", "both"]
Share = Literal["all", "most", "little", "none"]
EatenSlot = Literal["breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner", "evening_snack", "habit"]
Mineral = Literal["calcium_mg", "magnesium_mg", "potassium_mg"]
_Line = Annotated[str, Field(max_length=LONGEST_LINE)]


def _in_utc(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError("the hour of an entry has no time zone: write it like 2026-11-23T07:30:00Z")
    return when.astimezone(UTC)


def _in_calendar(day: date) -> date:
    if not FIRST_MORNING <= day <= LAST_MORNING:
        raise ValueError(f"the day can't be {day}: give one from {FIRST_MORNING} to {LAST_MORNING}")
    return day


Moment = Annotated[datetime, AfterValidator(_in_utc)]
CalendarDay = Annotated[date, AfterValidator(_in_calendar)]


def share_eaten(share: str) -> float:
    """How much of a meal a word stands for.

    Parameters
    ----------
    share : {"all", "most", "little", "none"}

    Returns
    -------
    float
        Of what was planned [1]; that of most and of little is assumed (``data/constants.csv``).

    Raises
    ------
    PlannerError
        For another word.

    Examples
    --------
    >>> share_eaten("all"), share_eaten("most")
    (1.0, 0.75)
    """
    whole = {"all": 1.0, "none": 0.0}
    return whole[share] if share in whole else constant(f"eaten_{one_of(share, SHARES, 'how much was eaten')}")


class EatenMeal(CheckedModel):
    """How much of a planned meal was eaten, and what the whole of it would have brought.

    Parameters
    ----------
    slot : str
        Of the six meals, or ``habit`` for what she has anyway.
    share : {"all", "most", "little", "none"}, optional
        None if she said nothing of this meal.
    planned : dict
        Cramp mineral -> what the foods of the meal bring that give a figure [mg].
    at_least : tuple of str
        The minerals for which some food of the meal gives none.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.

    Examples
    --------
    >>> EatenMeal(slot="lunch", share="most", planned={"calcium_mg": 400.0}).eaten("calcium_mg")
    300.0
    >>> EatenMeal(slot="lunch", share="most").eaten("calcium_mg") is None
    True
    """

    slot: EatenSlot
    share: Share | None = None
    planned: dict[Mineral, Annotated[float, Field(ge=0, le=1e5, allow_inf_nan=False)]] = Field(default_factory=dict)
    at_least: tuple[Mineral, ...] = Field(default=(), max_length=3)

    def eaten(self, mineral: str) -> float | None:
        """What she ate of a mineral at this meal, as far as it is known [mg]; None if nothing is."""
        if self.share == "none":
            return 0.0
        planned = next((amount for key, amount in self.planned.items() if key == mineral), None)
        return None if planned is None or self.share is None else planned * share_eaten(self.share)


class Night(CheckedModel):
    """A night, and what she said of the day before it.

    Parameters
    ----------
    morning : datetime.date
        After the night.
    cramps : {"none", "one", "several"}
    severity : int, optional
        The worst of them, from 0 to 10.
    minutes : float, optional
        How long the longest lasted [min], at most a day; 30 stands for 30 or more.
    leg : {"left", "right", "both"}, optional
    signs : tuple of str
        Danger signs that she ticked, in her words of ``data/safety.csv``.
    eaten : tuple of EatenMeal
        Meals of the plan on the day before; empty if she said nothing of them.
    cups : int, optional
        Of tea and coffee.
    tablets : str
        What she took, as she typed it.
    stretched : bool, optional
        Whether she stretched her calves before bed.
    hours_on_feet : float, optional
        [h]
    entered : datetime.datetime
        When it was written down, with its time zone; kept in UTC.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="one", severity=6, entered="2026-11-23T07:30:00+01:00")
    >>> night.crampy, night.entered.isoformat(), night.stretched
    (True, '2026-11-23T06:30:00+00:00', None)
    >>> Night(morning="2026-11-23", cramps="none", severity=6, entered="2026-11-23T07:30:00Z")
    Traceback (most recent call last):
    planner.errors.PlannerError: a night without cramps has no severity: say one or several, or leave it out
    """

    morning: CalendarDay
    cramps: Cramps
    severity: int | None = Field(default=None, ge=0, le=WORST)
    minutes: float | None = Field(default=None, gt=0, le=24 * 60, allow_inf_nan=False)
    leg: Leg | None = None
    signs: tuple[_Line, ...] = Field(default=(), max_length=50)
    eaten: tuple[EatenMeal, ...] = Field(default=(), max_length=7)
    cups: int | None = Field(default=None, ge=0, le=30)
    tablets: _Line = ""
    stretched: bool | None = None
    hours_on_feet: float | None = Field(default=None, ge=0, le=24, allow_inf_nan=False)
    entered: Moment

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if self.cramps == "none":
            for field in ("severity", "minutes", "leg"):
                if getattr(self, field) is not None:
                    raise ValueError(f"a night without cramps has no {field}: say one or several, or leave it out")
        slots = [meal.slot for meal in self.eaten]
        for slot in slots:
            if slots.count(slot) > 1:
                raise ValueError(f"{slot.replace('_', ' ')} stands twice in a day: keep one of the two")
        return self

    @property
    def crampy(self) -> bool:
        """Whether there was a cramp."""
        return self.cramps != "none"

    @property
    def day_before(self) -> date:
        """The day whose meals, tablets and stretching stand here."""
        return self.morning - timedelta(days=1)


class Diary(CheckedModel):
    """All nights that she wrote down, in their order, and when she began to eat by the plan.

    Parameters
    ----------
    nights : tuple of Night
        Each morning once; the order does not matter.
    began : datetime.date, optional
        The first day on which she ate by the plan.
    began_entered : datetime.datetime, optional
        When she said so; with `began` always.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="none", entered="2026-11-23T06:30:00Z")
    >>> Diary().with_night(night).of(night.morning) == night
    True
    """

    nights: tuple[Night, ...] = Field(default=(), max_length=MOST_NIGHTS)
    began: CalendarDay | None = None
    began_entered: Moment | None = None

    @model_validator(mode="after")
    def _each_morning_once(self) -> Self:
        dates = [night.morning for night in self.nights]
        if len(set(dates)) < len(dates):
            twice = next(day for n, day in enumerate(dates) if day in dates[:n])
            raise ValueError(f"the night to {twice} stands twice: keep one of the two")
        if dates != sorted(dates):
            object.__setattr__(self, "nights", tuple(sorted(self.nights, key=lambda night: night.morning)))
        if self.began is not None and self.began_entered is None:
            raise ValueError("the day of the beginning has no hour of its entry: take the file as it was saved")
        return self

    def of(self, morning: date) -> Night | None:
        """The night before a morning; None if nothing was written down."""
        return next((night for night in self.nights if night.morning == morning), None)

    def with_night(self, night: Night) -> "Diary":
        """The same diary with this night, in place of what stood there."""
        others = (one for one in self.nights if one.morning != night.morning)
        return Diary(nights=(*others, night), began=self.began, began_entered=self.began_entered)

    def without(self, morning: date) -> "Diary":
        """The same diary without the night before a morning."""
        kept = tuple(night for night in self.nights if night.morning != morning)
        return Diary(nights=kept, began=self.began, began_entered=self.began_entered)

    def beginning(self, day: date | None, entered: datetime) -> "Diary":
        """The same diary with the first day on which she ate by the plan; None takes it back."""
        return Diary(nights=self.nights, began=day, began_entered=entered)


def eaten_of_day(meals: Iterable[EatenMeal], mineral: str) -> tuple[float, bool] | None:
    """What a day brought of a mineral, as far as she said.

    Parameters
    ----------
    meals : iterable of EatenMeal
        Of one day.
    mineral : {"calcium_mg", "magnesium_mg", "potassium_mg"}

    Returns
    -------
    (float, bool) or None
        The sum of what is known [mg], and whether that is all of it; None if nothing is known.

    Examples
    --------
    >>> lunch = EatenMeal(slot="lunch", share="all", planned={"calcium_mg": 400.0}, at_least=("calcium_mg",))
    >>> eaten_of_day([lunch], "calcium_mg"), eaten_of_day([lunch], "potassium_mg")
    ((400.0, False), None)
    """
    told = list(meals)
    amounts = [meal.eaten(mineral) for meal in told]
    known = [amount for amount in amounts if amount is not None]
    if not known:
        return None
    # of a meal that she did not touch nothing is missing
    partly = any(mineral in meal.at_least and meal.share != "none" for meal in told)
    return sum(known), len(known) == len(told) and not partly
