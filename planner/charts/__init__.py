"""Charts of a plan: a table becomes an Altair chart, and the same as words and as figures.

Every chart carries a title, a description for screen readers and words in its tooltips; a colour
(``palette``) never says anything that a figure or a word does not say as well. ``descriptions``
has the words, ``chart_tables`` and ``serving_tables`` the figures.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
