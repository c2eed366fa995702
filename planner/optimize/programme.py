"""A mixed-integer programme with named columns and rows, solved by HiGHS."""

import time
from dataclasses import dataclass, field
from pathlib import Path

import highspy
import numpy as np

from planner.errors import PlannerError

KEPT = (500, 1000, 3000)  # integer columns of least reduced cost that the tries keep open
FAR = 20.0  # so many penalty points over the bound, after two tries, are worth more time


@dataclass
class Programme:
    """Minimise cost · x subject to named rows lower ≤ a · x ≤ upper.

    Columns are added with their cost; rows with the columns and coefficients they touch.
    """

    names: list[str] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    row_names: list[str] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[np.ndarray] = field(default_factory=list)
    value: list[np.ndarray] = field(default_factory=list)

    def column(self, name: str, cost: float = 0.0, upper: float = 1.0, integer: bool = True) -> int:
        """Add a column between 0 and `upper`; returns its number."""
        self.names.append(name)
        self.cost.append(cost)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.names) - 1

    def slack(self, name: str, cost: float) -> int:
        """Add a continuous column from 0 upwards: how far a rule is missed."""
        return self.column(name, cost, upper=highspy.kHighsInf, integer=False)

    def row(
        self,
        name: str,
        columns: np.ndarray | list[int],
        values: np.ndarray | list[float],
        lower: float | None = None,
        upper: float | None = None,
    ) -> None:
        """Add a row; None means no bound on that side. Zero coefficients are left out."""
        columns, values = np.asarray(columns, dtype=np.int32), np.asarray(values, dtype=np.float64)
        kept = values != 0
        self.row_names.append(name)
        self.row_lower.append(-highspy.kHighsInf if lower is None else lower)
        self.row_upper.append(highspy.kHighsInf if upper is None else upper)
        self.index.append(columns[kept])
        self.value.append(values[kept])
        self.starts.append(self.starts[-1] + int(kept.sum()))

    def highs(self, relaxed: bool = False, shut: np.ndarray | None = None) -> highspy.Highs:
        """The programme in HiGHS, quiet; `relaxed` drops integrality, columns in `shut` stay 0."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.names), len(self.row_names)
        lp.col_cost_ = np.array(self.cost)
        lp.col_lower_ = np.zeros(len(self.names))
        upper = np.array(self.upper)
        if shut is not None:
            upper[shut] = 0.0
        lp.col_upper_ = upper
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lower), np.array(self.row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.concatenate(self.index)
        lp.a_matrix_.value_ = np.concatenate(self.value)
        if not relaxed:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[whole] for whole in self.integer]
            lp.col_names_, lp.row_names_ = self.names, self.row_names
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(lp)
        return solver

    def write(self, path: str | Path) -> None:
        """Write the programme as an MPS file, with all names."""
        self.highs().writeModel(str(path))

    def solve(self, seconds: float, close: float, seed: int = 0) -> tuple[np.ndarray, float, float]:
        """Solve, guided by the relaxation.

        The relaxation gives the bound and the reduced costs. The integer programme is then solved
        over the columns of least reduced cost, and over more of them until the objective is
        within `close` of the bound, or the time [s] is up.

        Returns
        -------
        (x, objective, bound)

        Raises
        ------
        PlannerError
            If no solution was found in the time.
        """
        end = time.perf_counter() + seconds
        relaxed = self.highs(relaxed=True)
        relaxed.run()
        bound = float(relaxed.getInfo().objective_function_value)
        reduced = np.array(relaxed.getSolution().col_dual)
        whole = np.flatnonzero(self.integer)
        order = whole[np.argsort(reduced[whole], kind="stable")]
        best: tuple[np.ndarray, float] | None = None
        status = ""
        for keep in (*KEPT, len(order)):
            if best and keep > KEPT[1] and best[1] - bound <= FAR:
                break
            solver = self.highs(shut=order[keep:])
            left = max(0.1, end - time.perf_counter())
            for option, value in (
                ("time_limit", left),
                ("mip_rel_gap", 0.0),
                ("mip_abs_gap", close / 2),
                ("random_seed", seed),
            ):
                solver.setOptionValue(option, value)
            solver.run()
            info = solver.getInfo()
            status = solver.modelStatusToString(solver.getModelStatus()).lower()
            if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
                value = float(info.objective_function_value)
                if best is None or value < best[1]:
                    best = np.array(solver.getSolution().col_value), value
            if best and best[1] - bound <= close:
                break
            if keep >= len(order) or time.perf_counter() > end:
                break
        if best is None:
            raise PlannerError(f"no menu was found in {seconds:g} s ({status}): allow more time or fewer exclusions")
        return best[0], best[1], min(bound, best[1])
