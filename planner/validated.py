"""Input that is checked as it comes in."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from planner.errors import PlannerError


class Checked(BaseModel):
    """A frozen value that takes no field it doesn't know and says in one sentence what is wrong.

    Raises
    ------
    PlannerError
        For what can't be.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __init__(self, **data: Any) -> None:
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise PlannerError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "value_error":
        return message
    limits = first.get("ctx", {})
    if "ge" in limits or "le" in limits:
        bound = f"at least {limits['ge']:g}" if "ge" in limits else f"at most {limits['le']:g}"
        return f"{where.replace('_', ' ')} is {first['input']:g}: it must be {bound}"
    return f"{where.replace('_', ' ')} is {first['input']!r}: {message[:1].lower()}{message[1:]}"
