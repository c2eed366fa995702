"""Judging a plan from what is on the plates alone; never imports the optimiser, which it audits.

``adequacy`` sets intake against targets, ``pairings`` and ``tea_hours`` say what hinders what and
when, ``absorption`` estimates calcium taken up, ``audit`` recomputes every rule, ``verdict`` reads
that aloud. ``own_day`` and ``remedies`` do the same for a day of her own, ``advice`` sends to the
doctor, ``table_effect`` shows what another food table would change. The diary of her nights:
``diary_tables``, ``cramp_change`` since she began, and both in ``diary_words``.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
