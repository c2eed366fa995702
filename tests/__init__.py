"""The tests, which share the cores of a machine: what is set here is read when a process imports numpy."""

import os
from pathlib import Path

from planner.practice.local_processes import ONE_THREAD

ROOT = Path(__file__).resolve().parent.parent

os.environ.update(ONE_THREAD | os.environ)
