"""How the server is started, beside who reaches it."""

import pytest
from streamlit import config
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

from planner.app.serve import _watch_no_sources


@pytest.mark.parametrize("kind", ["none", "auto"])
def test_sources_are_looked_up_only_where_they_are_watched(kind, monkeypatch):
    looks = LocalSourcesWatcher.update_watched_modules
    monkeypatch.setattr(LocalSourcesWatcher, "update_watched_modules", looks)  # put back at the end
    monkeypatch.setattr(config, "get_option", lambda name: {"server.fileWatcherType": kind}[name])
    _watch_no_sources()
    assert (LocalSourcesWatcher.update_watched_modules is looks) == (kind == "auto")
