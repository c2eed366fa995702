from .danger_signs import signs as signs
from .danger_signs import triage as triage
from .suitability import eats_fish as eats_fish
from .suitability import refused as refused
from .suitability import remarks as remarks
from .suitability import sugary as sugary
from .suitability import unsuitable as unsuitable
