"""Menus rich in calcium, magnesium and potassium against leg cramps, planned and audited.

>>> import planner
>>> her = planner.Person(age=30, stage="pregnant", trimester=3, height="165 cm", weight="62 kg")
>>> float(planner.daily_targets(her, system="dri").loc["potassium_mg", "target"])
2900.0
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
