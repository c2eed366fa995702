"""The pages of the dashboard, a folder each; ``page.py`` of each lays it out.

Pages import from ``session`` and ``widgets``, never from one another.
"""
