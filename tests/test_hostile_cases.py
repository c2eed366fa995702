"""A share of the ten thousand cases of `benchmarks.fuzz`, the same each time; time and room are for the benchmark."""

import json
import subprocess
import sys

import pytest

from benchmarks.fuzz import SHARES
from tests import ROOT


@pytest.mark.parametrize("entrance", SHARES)
def test_something_comes_of_it_or_one_sentence(entrance):
    command = [sys.executable, "-m", "benchmarks.fuzz", f"--entrance={entrance}", "--cases=80", "--no-bombs"]
    got = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(got.stdout)
    assert found["faults"] == {} and found["cases"] >= 80 and found["refused"] > 0
