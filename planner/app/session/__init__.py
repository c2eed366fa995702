"""What a visit holds: its address, its answers, the plan in hand, the food table it uses.

``address`` and ``answers`` know nothing of the screen; ``plan_request`` is what was asked for and what came of
it, ``plan_waiting`` has it made outside this process and waits for it, ``plan_steps`` changes it, ``session_plan``
brings all together on every page. ``week_code`` and ``packed_plates`` put a plan into an address, ``plan_history``
takes changes back, ``dishes_in_use`` has the dishes of one's own.
"""
