"""The menu as a mixed-integer programme, and the search for a plan near its proven bound.

``build_model`` makes the ``model`` of a person by the ``rules``; ``bound`` proves what no plan can
undercut, ``search`` improves a ``schedule`` of meals, ``planning`` does both for a week.
``replanning`` locks, skips and plans again, ``other_dishes`` swaps a meal; ``shortage_relief`` says how
far food can go and what would mend a shortage. ``joint_milp`` writes the programme for other solvers.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
