from .coverage_chart import coverage as coverage
from .coverage_chart import heat_map as heat_map
from .coverage_rows import LONGEST as LONGEST
from .coverage_rows import STATUS as STATUS
from .coverage_rows import of_food as of_food
from .meal_sources import by_meal as by_meal
from .meal_sources import sources as sources
