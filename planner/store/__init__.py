"""Saved food tables and their history, and the plans that were kept: SQLite or PostgreSQL.

``food_store`` has the store, ``history`` reads and writes within one transaction, ``schema`` has
the tables and ``migrations/`` how they came to be. ``store_version`` upgrades an older store, ``backups``
writes a whole one to a file and puts it back. Who may write is asked in the function that writes.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
