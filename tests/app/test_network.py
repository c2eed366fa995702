"""Who reaches the dashboard, tried from outside: a server is started, and a socket knocks at its doors."""

import os
import socket
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from benchmarks.browser import COMMAND, STREAMLIT, dashboard
from planner.app.network import PUBLIC, check_network, is_of_this_machine, public
from planner.errors import PlannerError

OTHER_DOOR = "127.0.0.2"  # answers only where a server listens at every address
AUTH = '[auth]\nredirect_uri = "http://localhost/oauth2callback"\ncookie_secret = "long and random"\n'
ANYWHERE = ("--address", "0.0.0.0")
OPENED = (*COMMAND[:-1], *ANYWHERE, "--")


@pytest.fixture(autouse=True)
def _as_nobody_set_up(monkeypatch):
    for name in (PUBLIC, "STREAMLIT_SERVER_ADDRESS"):
        monkeypatch.delenv(name, raising=False)


def opens(address: str, door: str) -> bool:
    try:
        socket.create_connection((door, int(address.rpartition(":")[2])), timeout=20).close()
    except ConnectionRefusedError:
        return False
    return True


def answer(address: str, path: str = "/", host: str | None = None, **headers: str) -> tuple[int, str]:
    """What a request gets: the number and the text."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", path, headers={**({"Host": host} if host else {}), **headers})
    got = connection.getresponse()
    text = got.read().decode() if got.status != 101 else ""
    connection.close()
    return got.status, text


def stream(address: str, origin: str, host: str | None = None) -> int:
    """The number that a page of an origin gets when it asks for the connection that the dashboard speaks through."""
    asked = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    return answer(
        address, "/_stcore/stream", host, **asked, **{"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Origin": origin}
    )[0]


@pytest.mark.parametrize("command", [COMMAND, STREAMLIT], ids=["app", "streamlit run"])
def test_without_sign_in_it_is_there_for_this_machine_only(command, tmp_path):
    with dashboard(f"sqlite:///{tmp_path}/foods.db", tmp_path / "log", command) as address:
        assert opens(address, "127.0.0.1") and not opens(address, OTHER_DOOR)
        assert (
            answer(address)[0] == answer(address, host="localhost")[0] == answer(address, host="[::1]:8501")[0] == 200
        )
        for host in ("menus.example.org", "localhost.example.org", "192.0.2.1:8501", "0.0.0.0", "]["):
            number, said = answer(address, host=host)
            assert number == 403 and said.startswith("This dashboard is for its own machine only.")
        assert stream(address, address) == 101
        assert stream(address, "https://elsewhere.example") == 403
        assert stream(address, "https://menus.example.org", "menus.example.org") == 403


WATCH = """
import sys
def told(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        place = args[1] if event != "socket.getaddrinfo" else args[0]
        host = str(place[0] if isinstance(place, tuple) else place)
        if not host.startswith(("127.", "0.0.0.0", "localhost", "::1", "/")):
            open(LOG, "a").write(f"{event} {host}\\n")
sys.addaudithook(told)
"""


@pytest.mark.parametrize(
    "command", [COMMAND, STREAMLIT, (*OPENED[:-1], "--public", "--")], ids=["app", "streamlit run", "public"]
)
def test_it_asks_no_other_machine_for_anything(command, tmp_path, monkeypatch):
    """Streamlit would ask for this machine's address when it starts, and when a page of elsewhere knocks."""
    (tmp_path / "watch").mkdir()
    asked = tmp_path / "asked"
    (tmp_path / "watch" / "sitecustomize.py").write_text(f"LOG = {str(asked)!r}\n{WATCH}")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "watch"))
    with dashboard(f"sqlite:///{tmp_path}/foods.db", tmp_path / "log", command) as address:
        assert stream(address, address) == 101
        assert stream(address, "https://elsewhere.example") == 403
    assert not asked.exists(), asked.read_text()


def test_the_watch_sees_who_is_asked(tmp_path):
    asked = tmp_path / "asked"
    (tmp_path / "sitecustomize.py").write_text(f"LOG = {str(asked)!r}\n{WATCH}")
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 1))"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False)
    assert asked.read_text() == "socket.connect 192.0.2.1\n"


@pytest.mark.parametrize("command", [OPENED, (*STREAMLIT, "--server.address=0.0.0.0")], ids=["app", "streamlit run"])
def test_who_has_people_sign_in_may_open_it(command, tmp_path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(AUTH)
    with dashboard(f"sqlite:///{tmp_path}/foods.db", tmp_path / "log", command) as address:
        assert opens(address, OTHER_DOOR)
        assert answer(address, host="menus.example.org")[0] == 200
        assert stream(address, "https://menus.example.org", "menus.example.org") == 101
        assert stream(address, "https://elsewhere.example", "menus.example.org") == 403


def test_who_says_public_may_open_it(tmp_path):
    with dashboard(f"sqlite:///{tmp_path}/foods.db", tmp_path / "log", (*OPENED[:-1], "--public", "--")) as address:
        assert opens(address, OTHER_DOOR)


@pytest.mark.parametrize(
    ("command", "environment"),
    [
        (OPENED[:-1], {}),
        ((*OPENED[:-1],), {PUBLIC: "0"}),
        ((*STREAMLIT, "--server.address=0.0.0.0"), {}),
        ((*STREAMLIT, "--server.address=::"), {}),
        (STREAMLIT, {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}),
    ],
    ids=["app", "not public", "streamlit run", "streamlit run, version 6", "environment"],
)
def test_without_either_it_does_not_start(command, environment, tmp_path):
    got = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, **environment}, timeout=240
    )
    assert (got.returncode, got.stdout) == (2, "")
    assert got.stderr.count("\n") == 1 and got.stderr.startswith("cramp-planner: at ")
    assert "others could reach this dashboard and nobody signs in" in got.stderr and "--public" in got.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--", "--server.address", "0.0.0.0"], "--server.address goes before --, as --address"),
        (["--", "--server.address=0.0.0.0"], "--server.address goes before --, as --address"),
        (["--address", "nowhere.invalid"], "can't listen at 'nowhere.invalid': "),
        (["--address", "192.0.2.1"], "can't listen at '192.0.2.1': cannot assign requested address"),
        (["--address", ""], "can't listen at ''"),
        (["--address", "x" * 300], "can't listen at 'xxx"),
        (["--port", "0"], "0 is not in the range"),
        (["--log-level", "loud"], "'loud' is not one of 'debug', 'info', 'warning', 'error'"),
    ],
)
def test_what_no_server_can_listen_at_is_one_sentence(args, said, tmp_path):
    command = [sys.executable, "-m", "planner", "app", *args]
    got = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert (got.returncode, got.stdout) == (2, "")
    assert got.stderr.startswith("cramp-planner: ") and got.stderr.count("\n") == 1 and said in got.stderr


def test_a_port_that_is_taken_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "planner", "app", "--port", port]
        got = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert got.returncode == 2 and got.stderr.count("\n") == 1
    assert f"can't listen at '127.0.0.1', port {port}: address already in use" in got.stderr


def test_a_log_level_that_there_is_not_is_one_sentence(tmp_path):
    environment = {**os.environ, "PLANNER_LOG_LEVEL": "loud"}
    got = subprocess.run(STREAMLIT, cwd=tmp_path, capture_output=True, text=True, env=environment, timeout=240)
    assert got.returncode == 2 and got.stderr.count("\n") == 1 and "PLANNER_LOG_LEVEL can't be 'loud'" in got.stderr


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_addresses_of_this_machine_need_nothing(address):
    assert is_of_this_machine(address)
    check_network(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1", "2001:db8::1", None])
def test_other_addresses_need_sign_in_or_public(address, monkeypatch):
    with pytest.raises(PlannerError, match="nobody signs in"):
        check_network(address)
    monkeypatch.setenv(PUBLIC, "1")
    check_network(address)


@pytest.mark.parametrize(
    ("value", "is_public"),
    [("", False), ("0", False), (" ", False), ("False", False), ("no", False), ("1", True), ("yes", True)],
)
def test_public_is_anything_but_nothing_and_no(value, is_public, monkeypatch):
    monkeypatch.setenv(PUBLIC, value)
    assert public() == is_public
