"""The dashboard asks nothing of the outside: every address that its processes look up or connect to is written down."""

import ipaddress

import pytest

from benchmarks.browser import COMMAND, STREAMLIT, dashboard
from benchmarks.visitors import at_once

WITNESS = """
import os, sys

def write(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        place = args[1] if event in ("socket.connect", "socket.sendto") else args[0]
        host = place[0] if isinstance(place, tuple) else place
        with open({log!r}, "a") as file:
            file.write(f"{{event}} {{host}}\\n")

sys.addaudithook(write)
with open({log!r}, "a") as file:
    file.write(f"started {{os.getpid()}}\\n")
"""


@pytest.mark.slow
@pytest.mark.parametrize("command", [COMMAND, STREAMLIT], ids=["app", "streamlit run"])
def test_no_address_outside_is_asked(command, tmp_path, monkeypatch):
    log = tmp_path / "calls"
    (tmp_path / "sitecustomize.py").write_text(WITNESS.format(log=str(log)))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with dashboard(f"sqlite:///{tmp_path}/foods.db", tmp_path / "log", command) as address:
        (visit,) = at_once(address, [{"days": 1}])
    assert len(visit.days) == 1
    lines = [line.split(" ", 1) for line in log.read_text().splitlines()]
    processes = [what for event, what in lines if event == "started"]
    assert len(processes) >= 2  # the server, and a process that plans
    asked = {what for event, what in lines if event != "started"}
    assert [host for host in asked if not _is_here(host)] == []


def _is_here(host: str) -> bool:
    """Whether a host is this machine."""
    if host in ("localhost", "None", "") or host.startswith("/"):  # a name, nothing, or a file
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
