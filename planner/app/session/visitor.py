"""Who is looking at the dashboard: signed in, alone on this machine, or anyone of the public."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from planner.app.network import public as open_to_the_public
from planner.app.network import sign_in_is_set_up
from planner.app.widgets.markdown import sentence
from planner.errors import PlannerError
from planner.store import Group, Visitor, alone, public, signed_in
from planner.store.permissions import normal_address


def visitor(name: str = "this reader") -> Visitor:
    """The visitor of this session.

    Parameters
    ----------
    name : str
        What someone alone on their own machine calls themselves.
    """
    if not sign_in_is_set_up():
        return public() if open_to_the_public() else alone(name)
    user = st.user
    if not user.is_logged_in or not user.get("email") or not _vouched_for(user.get("email_verified")):
        return public()
    try:
        address = normal_address(str(user["email"]))
        roles = address in _listed("dietitians"), address in _listed("administrators")
        return signed_in(address, str(user.get("name") or address), _groups(), *roles)
    except PlannerError as error:  # a slip in the lists lets nobody in, and is seen
        st.error(sentence(error), icon=":material/error:")
        st.stop()


def _vouched_for(verified: Any) -> bool:
    """Whether the provider says that an address is hers: one that anyone can claim is nobody's.

    Some say nothing of it, and let their users write any address [1]_; so silence counts only where the secrets say
    that this provider can be trusted.

    References
    ----------
    .. [1] OpenID Connect Core 1.0, section 5.1, "email_verified"; Microsoft, "Migrate away from using email claims for
       user identification or authorization".
    """
    if verified is None:
        return _section().get("provider_verifies") is True
    return verified is True or str(verified).lower() == "true"  # some send words


def _section() -> Mapping[str, Any]:
    """What the secrets say of people, in ``[planner]``."""
    return st.secrets.get("planner", {})


def _listed(role: str) -> frozenset[str]:
    return _addresses(_section().get(role, ()), role)


def _groups() -> list[Group]:
    groups: Mapping[str, Any] = _section().get("groups", {})
    return [Group(str(name), _addresses(members, f"groups, {name!r}")) for name, members in groups.items()]


def _addresses(listed: Any, where: str) -> frozenset[str]:
    if isinstance(listed, str) or not all(isinstance(one, str) for one in listed):
        raise PlannerError(f'[planner] of the secrets, {where}: list addresses like ["anna@clinic.example"]')
    return frozenset(map(normal_address, listed))
