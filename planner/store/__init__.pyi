from .database import default_url as default_url
from .food_store import Store as Store
from .records import Conflict as Conflict
from .records import Editor as Editor
from .records import KeptPlan as KeptPlan
from .records import Revision as Revision
