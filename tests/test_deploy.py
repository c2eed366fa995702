"""The files to run it for a practice name what is there; built and run by hand as docs/running.md says."""

import base64
import hashlib
import re
import shlex
from pathlib import Path

import click
import pytest
import streamlit

from planner.cli import main
from planner.store.database_url import checked_url
from tests import ROOT

DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNIT = (DEPLOY / "cramp-planner.service").read_text(encoding="utf-8")
CADDYFILE = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
(POLICY,) = re.findall(r'Content-Security-Policy "([^"]+)"', CADDYFILE)


def parsed(words: list[str]) -> click.Context:
    """A line after ``cramp-planner``, read as the command reads it."""
    group = click.Context(main)
    name, command, rest = main.resolve_command(group, words)
    return command.make_context(name, rest)


def test_the_policy_lets_in_the_one_script_that_streamlit_writes_into_its_page():
    """A new version of Streamlit may have another: then the policy is written anew."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    ]
    assert re.findall(r"'sha256-[^']+'", POLICY) == hashes


def test_the_policy_trusts_nobody_else():
    parts = {part.split()[0]: part.split()[1:] for part in POLICY.split("; ")}
    assert parts["default-src"] == parts["frame-ancestors"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & set(parts["script-src"])
    assert not re.search(r"https?:|\*", POLICY)
    assert {"Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy"} <= set(CADDYFILE.split())


def test_the_image_copies_what_is_there_and_runs_without_root():
    copied = [
        word for line in re.findall(r"^COPY (?!--)(.+) \S+$", CONTAINERFILE, re.MULTILINE) for word in line.split()
    ]
    assert {"planner", "data", "app.py", "constraints.txt"} <= set(copied)
    assert all((ROOT / name).exists() for name in copied)
    before, after = CONTAINERFILE.split("\nUSER 10001\n")
    assert "HEALTHCHECK" in after and "RUN" not in after and "useradd --system --uid 10001" in before


@pytest.mark.parametrize(
    "words",
    [
        re.findall(r'"([^"]+)"', re.findall(r"^CMD (.+)$", CONTAINERFILE, re.MULTILINE)[-1]),
        shlex.split(re.findall(r"^ExecStart=\S+ (.+)$", UNIT, re.MULTILINE)[0]),
    ],
    ids=["image", "unit"],
)
def test_the_command_that_they_start_takes_its_options(words):
    assert parsed(words).params["port"] == 8501


def test_every_database_that_they_name_can_be_one():
    named = re.findall(r"PLANNER_DATABASE_URL[=:] ?(.+)", CONTAINERFILE + UNIT + COMPOSE)
    assert len(named) == 3
    for url in named:
        assert checked_url(re.sub(r"\$\{[^}]*\}", "word", url)).database


def test_the_unit_may_write_its_own_folder_only():
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "StateDirectory=cramp-planner"):
        assert line in UNIT.splitlines()
    assert "Environment=HOME=/var/lib/cramp-planner " in UNIT  # where Streamlit looks for its secrets
