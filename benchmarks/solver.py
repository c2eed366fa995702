"""One solver on one MPS file: ``python -m benchmarks.solver NAME MPS SECONDS``.

Prints lines of JSON: one when the model is read, one for each better solution or bound that the
solver lets us see, and last the result. Imports the solver that was named and no other, and
nothing of the planner: HiGHS and OR-Tools do not bear each other in one process.
"""

import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

# OR-Tools: without presolve, which on the week alone takes longer than any of our limits, and with
# slacks in steps of a thousandth; of what we tried this served it best
CP_SAT = "cp_model_presolve:false,mip_var_scaling:1000,mip_max_bound:100000,mip_wanted_precision:0.001"


class Says:
    """What a solver process reports; the clock of a solver starts when it has the model."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.last: tuple[float | None, float | None] = (None, None)

    def ready(self, version: str) -> None:
        now = time.perf_counter()
        self.line(ready=True, read_seconds=round(now - self.began, 3), version=version)
        self.began = now

    def found(self, objective: float, bound: float) -> None:
        here = _finite(objective), _finite(bound)
        if here != self.last:
            self.last = here
            self.line(objective=here[0], bound=here[1], seconds=round(time.perf_counter() - self.began, 3))

    def done(self, objective: float, bound: float, status: str) -> None:
        seconds = round(time.perf_counter() - self.began, 3)
        self.line(objective=_finite(objective), bound=_finite(bound), seconds=seconds, status=status)

    def line(self, **fields: object) -> None:
        print(json.dumps(fields), flush=True)


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) and abs(value) < 1e19 else None


def highs(path: str, seconds: float, says: Says) -> None:
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.readModel(path)
    solver.setOptionValue("time_limit", seconds)
    kinds = highspy.cb.HighsCallbackType

    def heard(kind: Any, message: str, out: Any, into: Any, data: Any) -> None:
        says.found(out.mip_primal_bound, out.mip_dual_bound)

    solver.setCallback(heard, None)
    solver.startCallback(kinds.kCallbackMipImprovingSolution)
    solver.startCallback(kinds.kCallbackMipLogging)
    says.ready(f"HiGHS {solver.version()}")
    solver.run()
    info = solver.getInfo()
    solved = solver.modelStatusToString(solver.getModelStatus())
    says.done(info.objective_function_value, info.mip_dual_bound, solved)


def scip(path: str, seconds: float, says: Says) -> None:
    from pyscipopt import SCIP_EVENTTYPE, Eventhdlr, Model

    class Better(Eventhdlr):
        def eventinit(self) -> None:
            self.model.catchEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

        def eventexec(self, event: Any) -> None:
            says.found(self.model.getPrimalbound(), self.model.getDualbound())

    model = Model()
    model.hideOutput()
    model.readProblem(path)
    model.setParam("limits/time", seconds)
    model.includeEventhdlr(Better(), "better", "tells of each better solution")
    says.ready(f"SCIP {model.version()}")
    model.optimize()
    says.done(model.getPrimalbound(), model.getDualbound(), model.getStatus())


def cpsat(path: str, seconds: float, says: Says) -> None:
    """OR-Tools turns the programme into whole numbers; the objective is that of the solution in the original one."""
    from importlib.metadata import version

    from ortools.linear_solver.python import model_builder

    model = model_builder.Model()
    if not model.import_from_mps_file(path):
        raise SystemExit("OR-Tools can't read this MPS file")
    solver = model_builder.Solver("sat")
    solver.set_time_limit_in_seconds(seconds)
    solver.set_solver_specific_parameters(CP_SAT)
    says.ready(f"CP-SAT {version('ortools')}")
    status = solver.solve(model)
    solved = status in (model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE)
    objective, bound = (solver.objective_value, solver.best_objective_bound) if solved else (math.inf, math.inf)
    says.done(objective, bound, status.name.lower())


CBC_SAYS = (
    # pattern; which of the two figures each group is
    (re.compile(r"Continuous objective value is (\S+)"), ("bound",)),
    (re.compile(r"Integer solution of (\S+) found"), ("objective",)),
    (re.compile(r"(\S+) best solution, best possible (\S+)"), ("objective", "bound")),
    (re.compile(r"best objective (\S+) \(best possible (\S+)\)"), ("objective", "bound")),
    (re.compile(r"^Objective value: +(\S+)"), ("objective",)),
)


def cbc(path: str, seconds: float, says: Says) -> None:
    """The program that PuLP brings, spoken to over its prompt: so its clock starts after reading."""
    import pulp

    program = subprocess.Popen(
        [pulp.PULP_CBC_CMD().path, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert program.stdin and program.stdout
    version, status = "?", ""
    known = {"objective": math.inf, "bound": math.inf}
    program.stdin.write(f"import {path}\n")
    for line in program.stdout:
        if line.startswith("Version:"):
            version = line.split()[1]
        if "read with" in line:
            if "read with 0 errors" not in line:
                raise SystemExit(line.strip())
            says.ready(f"CBC {version}")
            program.stdin.write(f"timeMode elapsed\nsec {seconds:g}\nsolve\nquit\n")
        for pattern, figures in CBC_SAYS:
            if match := pattern.search(line):
                fresh = {name: float(text) for name, text in zip(figures, match.groups(), strict=True)}
                known |= {name: value for name, value in fresh.items() if abs(value) < 1e19}
                says.found(known["objective"], known["bound"])
        if line.startswith("Result - "):
            status = line.removeprefix("Result - ").strip()
        if line.startswith("Optimal solution") or "Search completed" in line:
            known["bound"] = known["objective"]
    program.wait()
    if program.returncode or not status:
        raise SystemExit(f"CBC ended with {program.returncode} before it had a result")
    says.done(known["objective"], known["bound"], status)


SOLVERS: dict[str, Callable[[str, float, Says], None]] = {"highs": highs, "cbc": cbc, "cpsat": cpsat, "scip": scip}


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in SOLVERS:
        raise SystemExit(f"usage: python -m benchmarks.solver {'|'.join(SOLVERS)} FILE.mps SECONDS")
    SOLVERS[sys.argv[1]](sys.argv[2], float(sys.argv[3]), Says())
