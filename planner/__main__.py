"""``python -m planner`` is the same as ``cramp-planner``."""

from planner.cli import main

main(prog_name="cramp-planner")
