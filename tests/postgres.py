"""A PostgreSQL server of the tests' own, from the programs of Debian's package."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
# the data is thrown away, so nothing need reach the disk; TCP on this machine only, no socket file
SETTINGS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=40"


@contextmanager
def server():
    """The URL of a fresh server; it is stopped and deleted afterwards."""
    with stoppable() as (url, _, _):
        yield url


@contextmanager
def stoppable():
    """The URL of a fresh server, a function that stops it as if the plug were pulled, and one that starts it again."""
    programs = FOUND[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="postgres"))
    # the server refuses to run as root
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if who:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(program, *args):
        command = [programs / program, "--pgdata", folder / "data", *args]
        # a log instead of a pipe: the server keeps its output open
        with (folder / f"{program}.log").open("ab") as log:
            done = subprocess.run(command, stdout=log, stderr=log, cwd=folder, check=False, timeout=60, **who)
        if done.returncode:
            raise RuntimeError("\n".join(path.read_text() for path in folder.glob("*.log")))

    def start():
        run("pg_ctl", "start", "--wait", "--log", folder / "server.log", "--options", f"{SETTINGS} -p {port}")

    def stop():
        run("pg_ctl", "stop", "--mode=immediate")

    try:
        run("initdb", "--username=planner", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        start()
        try:
            yield f"postgresql://planner@127.0.0.1:{port}/postgres", stop, start
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
