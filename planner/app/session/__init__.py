"""What a visit holds: its address, its answers, the plan in hand, the food table it uses.

``address`` and ``answers`` know nothing of the screen; ``plan_request`` is what was asked for and what came of
it, ``plan_steps`` changes it, ``session_plan`` brings both together on every page; ``shared_cache`` is what all
visits share.
"""
