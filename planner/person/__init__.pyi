from .client_targets import ClientTarget as ClientTarget
from .menu_rules import rules_for as rules_for
from .person import Person as Person
from .person import Preferences as Preferences
from .supplements import Supplement as Supplement
from .supplements import prescribed as prescribed
from .targets import daily_targets as daily_targets
from .targets import energy_target as energy_target
