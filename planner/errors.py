"""Errors that a person can act on: one sentence each, with the way out."""


class PlannerError(Exception):
    """Bad input or broken data, said in one sentence."""


class FoodTableError(PlannerError):
    """A food table with faults; `faults` holds one sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))
