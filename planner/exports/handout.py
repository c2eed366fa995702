"""What stands on a plan that is handed out, beside the plan: names, note, paper, eaters, reminder."""

from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from planner.reference.checked_model import CheckedModel

LONGEST_NAME, LONGEST_NOTE = 120, 2000  # characters that a page has room for


class Handout(CheckedModel):
    """Choices of who takes a plan away; none of them changes the plan.

    Parameters
    ----------
    client, dietitian : str
        Names for the documents; empty for none.
    note : str
        A few lines of the dietitian to the client.
    made : datetime.date, optional
        The date of the document; today by default.
    paper : {"a4", "letter"}
    eaters : int
        For how many people is shopped, 1 to 12.
    reminder : int, optional
        Minutes before each meal at which the calendar reminds; None for no reminder.
    timezone : str
        Of the hours in the calendar, such as ``"Europe/Berlin"``; empty for the hours of wherever she is.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.

    Examples
    --------
    >>> Handout(dietitian="A. Berg", eaters=2).paper
    'a4'
    """

    client: str = Field(default="", max_length=LONGEST_NAME)
    dietitian: str = Field(default="", max_length=LONGEST_NAME)
    note: str = Field(default="", max_length=LONGEST_NOTE)
    made: date = Field(default_factory=date.today)
    paper: Literal["a4", "letter"] = "a4"
    eaters: int = Field(default=1, ge=1, le=12)
    reminder: int | None = Field(default=None, ge=0, le=240)
    timezone: str = Field(default="", max_length=LONGEST_NAME)

    def without_names(self) -> "Handout":
        """The same without what may tell who it is for: names and note.

        Examples
        --------
        >>> Handout(client="Anna", eaters=2).without_names().client
        ''
        """
        return self.model_copy(update={"client": "", "dietitian": "", "note": ""})

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        if value:
            try:
                ZoneInfo(value)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise ValueError(f"{value!r} is not a time zone: write it like Europe/Berlin") from None
        return value
