"""How far the dashboard can be reached: this machine only, unless people sign in or nothing can be kept."""

import os
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from planner.errors import PlannerError, quoted

PUBLIC = "PLANNER_PUBLIC"
THIS_MACHINE = "127.0.0.1"


def public() -> bool:
    """Whether anyone may come and so nobody may keep or save; asked for by ``PLANNER_PUBLIC`` or ``--public``."""
    return os.environ.get(PUBLIC, "").strip().lower() not in ("", "0", "no", "off", "false")


def sign_in_is_set_up() -> bool:
    """Whether the secrets of this installation hold a section ``[auth]``.

    Raises
    ------
    PlannerError
        If there are secrets that can't be read.
    """
    try:
        return st.secrets.load_if_toml_exists() and "auth" in st.secrets
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise PlannerError(f"{error.filename}: {reason}; let the user who runs the dashboard read it") from None


def check_network(address: str | None) -> None:
    """Refuse an address that others reach, where they could keep and read as if they sat at this machine.

    Parameters
    ----------
    address : str or None
        Where the server listens; None is every address of the machine.

    Raises
    ------
    PlannerError
        If others reach it, nobody signs in, and it was not said to be public; or if there is no such address.
    """
    if is_of_this_machine(address or "0.0.0.0") or public() or sign_in_is_set_up():
        return
    raise PlannerError(
        f"at {address or 'every address'} others could reach this dashboard and nobody signs in: set up sign-in "
        f"([auth] in the secrets of Streamlit), or say --public, and nothing can be kept, or listen at {THIS_MACHINE}"
    )


def is_of_this_machine(address: str) -> bool:
    """Whether only programs on this machine reach an address.

    Parameters
    ----------
    address : str
        An IP address or the name of a machine.

    Raises
    ------
    PlannerError
        If it is neither.

    Examples
    --------
    >>> [is_of_this_machine(address) for address in ("127.0.0.1", "::1", "0.0.0.0", "192.0.2.1")]
    [True, True, False, False]
    """
    try:
        found = {str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(address, None)}
    except (OSError, UnicodeError):
        raise PlannerError(f"there is no address {quoted(address)}: write it like {THIS_MACHINE} or 0.0.0.0") from None
    return all(ip_address(one).is_loopback for one in found)


class Door:
    """Stands before the server: turns away what comes by another way than it was opened.

    Without sign-in it lets in only what was asked of this machine by its own name, so that neither a proxy nor a page
    whose name was bent to this machine gets through. A page of elsewhere never gets a connection: Streamlit would
    first ask an outside server for the address of this machine.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._for_others = public() or sign_in_is_set_up()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self._lets_in(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            said = f"This dashboard is for its own machine only. Set up sign-in, or say {PUBLIC}=1, to open it.\n"
            await PlainTextResponse(said, status_code=403)(scope, receive, send)

    def _lets_in(self, scope: Scope) -> bool:
        asked = Headers(scope=scope)
        host, origin = asked.get("host", ""), asked.get("origin")
        if scope["type"] == "websocket" and origin is not None and urlsplit(origin).netloc != host:
            return False
        return self._for_others or (_is_own_name(host) and is_of_this_machine(scope["server"][0]))


def _is_own_name(host: str) -> bool:
    """Whether this machine calls itself so; a name is not looked up, since it may be bent."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
