"""A mixed-integer programme with named columns and rows, for HiGHS or as an MPS file."""

from dataclasses import dataclass, field
from pathlib import Path

import highspy
import numpy as np


@dataclass
class Programme:
    """Minimise cost · x subject to named rows lower ≤ a · x ≤ upper.

    Columns are added with their cost; rows with the columns and coefficients they touch.
    """

    names: list[str] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    row_names: list[str] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[np.ndarray] = field(default_factory=list)
    value: list[np.ndarray] = field(default_factory=list)

    def column(self, name: str, cost: float = 0.0, *, lower: float = 0.0, integer: bool = True) -> int:
        """Add a column between `lower` and 1; returns its number."""
        self.names.append(name)
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(1.0)
        self.integer.append(integer)
        return len(self.names) - 1

    def slack(self, name: str, cost: float) -> int:
        """Add a continuous column from 0 upwards: how far a rule is missed."""
        k = self.column(name, cost, integer=False)
        self.upper[k] = highspy.kHighsInf
        return k

    def row(
        self,
        name: str,
        columns: np.ndarray | list[int],
        values: np.ndarray | list[float],
        lower: float = -np.inf,
        upper: float = np.inf,
    ) -> None:
        """Add a row. Zero coefficients are left out."""
        columns, values = np.asarray(columns, dtype=np.int32), np.asarray(values, dtype=np.float64)
        kept = values != 0
        self.row_names.append(name)
        self.row_lower.append(max(lower, -highspy.kHighsInf))
        self.row_upper.append(min(upper, highspy.kHighsInf))
        self.index.append(columns[kept])
        self.value.append(values[kept])
        self.starts.append(self.starts[-1] + int(kept.sum()))

    def highs(self, names: bool = True) -> highspy.Highs:
        """The programme in HiGHS, quiet."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.names), len(self.row_names)
        lp.col_cost_ = np.array(self.cost)
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lower), np.array(self.row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.concatenate(self.index)
        lp.a_matrix_.value_ = np.concatenate(self.value)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[whole] for whole in self.integer]
        if names:
            lp.col_names_, lp.row_names_ = self.names, self.row_names
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(lp)
        return solver

    def write(self, path: str | Path, names: bool = True) -> None:
        """Write the programme as an MPS file; without names it is about a third of the size."""
        self.highs(names).writeModel(str(path))
