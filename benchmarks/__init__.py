"""Our planner beside other solvers and beside planning without one."""
