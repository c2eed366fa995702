"""Lists of words in tests: a line for each row, its cells apart by a stroke; a long row goes on in lines further in."""

import re


def rows(block):
    """The cells of each row."""
    lines = re.sub(r"\n +", " ", block.strip()).splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def names(cell):
    """The names of a cell, which stand apart by semicolons."""
    return [name.strip() for name in cell.split(";")]
