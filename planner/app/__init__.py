"""The dashboard: the only place that imports streamlit.

``page_list`` names the pages, ``serve`` starts the server. Imports point one way here too: ``widgets`` <-
``session`` <- ``pages``.
"""
