"""Who a visitor is, and what that lets them read, write and keep; every function of the store asks here."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, false, or_, select

from planner.errors import PlannerError, quoted
from planner.store.incoming import required
from planner.store.schema import client as client_table

LONGEST_ADDRESS = 320  # characters of an email address


@dataclass(frozen=True)
class Group:
    """A practice: a name, and the addresses of those who share clients, plans and dishes in it."""

    name: str
    members: frozenset[str]


@dataclass(frozen=True)
class Visitor:
    """Who reads or writes; made by `alone`, `signed_in` or `public`.

    Attributes
    ----------
    name : str
        As it is written down beside what they save.
    id : str
        The address that they signed in with; ``""`` where nobody signs in.
    groups : tuple of Group
        Those that they are in.
    dietitian : bool
        Whether they may save food tables and have clients.
    administrator : bool
        Whether they may read the audit log. That opens nobody's plans, clients or diary.
    keeps : bool
        Whether anything may be kept for them.
    """

    name: str
    id: str = ""
    groups: tuple[Group, ...] = ()
    dietitian: bool = False
    administrator: bool = False
    keeps: bool = False

    @property
    def colleagues(self) -> frozenset[str]:
        """The addresses of all who share a group with them."""
        return frozenset(member for group in self.groups for member in group.members if member != self.id)

    @property
    def group_names(self) -> tuple[str, ...]:
        """What their groups are called."""
        return tuple(group.name for group in self.groups)

    @property
    def editor(self) -> str:
        """The name as it is written down; an error if there is none."""
        return required(self.name, "the name of who saves")

    @property
    def label(self) -> str:
        """How the audit log calls them."""
        return self.id or ("this machine" if self.keeps else "public")


def alone(name: str = "this reader") -> Visitor:
    """Whoever uses the program on their own machine, where nobody signs in: all that is kept there is theirs.

    Parameters
    ----------
    name : str
        What they call themselves.

    Returns
    -------
    Visitor

    Examples
    --------
    >>> alone("Anna").label
    'this machine'
    """
    return Visitor(name, dietitian=True, administrator=True, keeps=True)


def public() -> Visitor:
    """Somebody who has not signed in on a server: may plan and look, and nothing is kept.

    Returns
    -------
    Visitor

    Examples
    --------
    >>> public().keeps
    False
    """
    return Visitor("a visitor")


def signed_in(
    address: str,
    name: str = "",
    groups: Iterable[Group] = (),
    dietitian: bool = False,
    administrator: bool = False,
) -> Visitor:
    """Somebody who has signed in.

    Parameters
    ----------
    address : str
        The verified email address; capitals do not matter.
    name : str
        What they are called; the address, if it is empty.
    groups : iterable of Group
        All groups there are: those that list the address are theirs.
    dietitian, administrator : bool

    Returns
    -------
    Visitor

    Raises
    ------
    PlannerError
        If the address is empty or no address.

    Examples
    --------
    >>> elm = Group("Elm Street", frozenset({"anna@clinic.example", "berta@clinic.example"}))
    >>> signed_in("Anna@clinic.example", groups=[elm]).colleagues
    frozenset({'berta@clinic.example'})
    """
    id = normal_address(address)
    mine = tuple(group for group in groups if id in group.members)
    return Visitor(name or id, id, mine, dietitian, administrator, keeps=True)


def normal_address(address: str) -> str:
    """An email address as it is compared and written down.

    Raises
    ------
    PlannerError
        If it can't be one.

    Examples
    --------
    >>> normal_address(" Anna@Clinic.example ")
    'anna@clinic.example'
    """
    plain = address.strip().casefold()
    before, at, after = plain.partition("@")
    if not (before and at and after and plain.isprintable()) or " " in plain or len(plain) > LONGEST_ADDRESS:
        raise PlannerError(f"{quoted(address)} is no email address; write it like anna@clinic.example")
    return plain


def may_keep(who: Visitor, what: str) -> None:
    """See that something may be kept for a visitor.

    Raises
    ------
    PlannerError
        If it may not; `what` is its name in the sentence.
    """
    if not who.keeps:
        raise PlannerError(
            f"{what} can't be kept here for someone who has not signed in; sign in, or take a file along"
        )


def must_be_dietitian(who: Visitor, what: str) -> None:
    """See that a visitor is a dietitian; `what` they may not do otherwise is named in the sentence.

    Raises
    ------
    PlannerError
        If they are not.
    """
    if not who.dietitian:
        raise PlannerError(
            f"{who.id or who.name} is not on the list of dietitians and can't {what}; sign in with an address that is"
        )


def own_group(who: Visitor, group: str | None) -> str | None:
    """The name of a group of theirs, to share something with; None to share with nobody.

    Raises
    ------
    PlannerError
        If they are not in it.
    """
    if group is not None and group not in who.group_names:
        raise PlannerError(f"you are not in a group called {quoted(group)}; share within a group of your own")
    return group


def readable(table: Table, who: Visitor) -> ColumnElement[bool]:
    """Which rows with ``owner`` and ``shared_with`` a visitor may read and write: their own and their groups'."""
    if not who.keeps:
        return false()
    return or_(table.c.owner == who.id, table.c.shared_with.in_(who.group_names))


def owned(table: Table, who: Visitor) -> ColumnElement[bool]:
    """Which rows of a table with ``owner`` are a visitor's own."""
    return table.c.owner == who.id if who.keeps else false()


def address_of_client(connection: Connection, who: Visitor, id: str) -> str | None:
    """The address on the card of a client that a visitor may see.

    Raises
    ------
    PlannerError
        If they may not.
    """
    must_be_dietitian(who, "see clients")
    here = (client_table.c.id == id) & readable(client_table, who)
    row = connection.execute(select(client_table.c.address).where(here)).one_or_none()
    if row is None:
        raise PlannerError("there is no such client that you may open; choose one of the list")
    return row.address
