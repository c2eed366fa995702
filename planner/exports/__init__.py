"""A plan or a cramp diary as a document: plan file, PDF, workbook, calendar, table, shopping list.

``documents`` writes any of them by the suffix of the file. ``plan_file/`` is the JSON that opens
again (``write``, ``read`` and its schema); ``pdf/`` typesets the week; ``plan_tables``, ``workbook``,
``calendar`` and ``shopping`` have one document each; ``handout`` is what stands on it beside the plan. The cramp diary
has ``diary_file`` (JSON and table), ``diary_reminders``, and a page for the doctor in ``pdf/``.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
