"""Saved food tables and their history, and the plans that were kept: SQLite or PostgreSQL."""

from planner.store.database import default_url
from planner.store.records import Conflict, Editor, KeptPlan, Revision
from planner.store.saved import Store

__all__ = ["Conflict", "Editor", "KeptPlan", "Revision", "Store", "default_url"]
