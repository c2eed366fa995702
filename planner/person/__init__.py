"""Who the plan is for, and what holds for her.

``person`` is she and what she wishes; ``supplements`` what her doctor prescribed;
``client_targets`` what her dietitian set; ``energy`` what she is estimated to need; ``targets`` the
reference intakes that come of it; ``menu_rules`` the rules of a menu with the bounds of her stage and conditions.
``cramp_diary`` holds her nights, as she wrote them down.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
