"""Who saved what, when and why."""

from dataclasses import dataclass
from datetime import datetime

from planner.errors import PlannerError


@dataclass(frozen=True)
class Revision:
    """One state of the food table in its history.

    Attributes
    ----------
    number : int
        1 is the table that came with the program; each save adds one.
    at : datetime.datetime
        When it was saved, UTC.
    editor, reason : str
        Who saved it, and why.
    kind : str
        ``shipped``, ``saved``, ``restored`` or ``merged``.
    sha256 : str
        Of its CSV text.
    foods, cells : int
        How many foods it holds, and how many rows its changes have.
    name : str
        What somebody called it; ``""`` for none.
    email : str or None
        The address of the editor.
    """

    number: int
    at: datetime
    editor: str
    reason: str
    kind: str
    sha256: str
    foods: int
    cells: int
    name: str = ""
    email: str | None = None


@dataclass(frozen=True)
class KeptPlan:
    """A plan that was kept: what it is called, who kept it, when [UTC], with which food table, whose it is."""

    id: int
    name: str
    at: datetime
    editor: str
    revision: int
    owner: str = ""
    shared_with: str | None = None


class Conflict(PlannerError):
    """Somebody saved in between; `head` is what they saved."""

    def __init__(self, head: Revision) -> None:
        self.head = head
        super().__init__(
            f"revision {head.number} by {head.editor} is newer than what this edit began from; "
            "look at both versions, merge them and save again"
        )
