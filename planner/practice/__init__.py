"""Many clients: plans made outside the program that asks for them, and a list of clients planned in one go.

``plan_tasks`` is what a worker does. Workers are ``local_processes`` of this machine or a Dask ``cluster``;
before them stands the ``planning_queue``, fair between visitors. ``client_rows`` reads a list of clients,
``caseload`` plans it, ``caseload_folder`` holds what came of it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
