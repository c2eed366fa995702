"""Each walk through the files does what its page says: it is performed in a copy of code and tables."""

import pytest

from tests.docs.pages import DOCS, copied, perform

WALKS = sorted((DOCS / "walks").glob("*.md"))


def test_there_is_a_walk_for_each_thing_that_is_added():
    assert [page.stem for page in WALKS] == ["dish", "export", "food", "nutrient", "rule"]


@pytest.mark.slow
@pytest.mark.parametrize("page", WALKS, ids=lambda page: page.stem)
def test_a_walk_is_performed(page, tmp_path):
    perform(page, copied(tmp_path))
