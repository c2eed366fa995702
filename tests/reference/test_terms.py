"""The words of the field: each explained, in plain words, from a source."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from planner.app.widgets.terms import explained
from planner.errors import PlannerError
from planner.reference.nutrients import nutrients
from planner.reference.tables import keys, read

ASKED = (
    *("RDA", "AI", "PRI", "UL", "CDRR", "EER", "target", "upper limit", "coverage", "estimated absorbed"),
    *("oxalate", "tannin", "DFE", "RAE", "serving"),
)


def page():
    from planner.app.widgets.terms import terms_list

    terms_list()


@pytest.mark.parametrize("term", ASKED)
def test_the_words_of_the_pages_are_explained(term):
    row = read("terms").set_index("term").loc[term]
    assert re.match(r"\*\*.+\.\*\* \w", explained(term))
    assert row["name"].split()[0] in explained(term)
    assert len(row["short"]) <= 130, "one breath"


def test_every_kind_of_target_and_every_unit_in_brackets_is_explained():
    terms = set(read("terms")["term"])
    assert {kind for kind in read("reference_intakes")["kind"] if kind} <= terms
    in_brackets = {word for one in nutrients().values() for word in re.findall(r"\(([A-Z]{2,})\)", one.label)}
    assert in_brackets == {"DFE", "RAE", "RE"} and in_brackets <= terms


def test_no_short_form_stands_in_an_explanation_that_is_not_explained_itself():
    rows = read("terms")
    for row in rows.to_dict("records"):
        for word in re.findall(r"\b[A-Z]{2,}\b", row["short"] + row["long"]):
            assert word in set(rows["term"]), (row["term"], word)


def test_several_words_share_one_help_text():
    both = explained("RDA", "UL")
    assert both.index("Recommended dietary allowance (RDA)") < both.index("Tolerable upper intake level (UL)")


def test_a_word_that_is_not_explained_is_named():
    with pytest.raises(PlannerError, match=r"'GRADE' is not explained: add it to terms\.csv"):
        explained("RDA", "GRADE")


def test_the_list_opens_with_every_word_and_its_source():
    at = AppTest.from_function(page, default_timeout=300).run()
    assert [h.value for h in at.header] == ["Words explained"]
    assert not at.markdown  # drawn when someone asks
    at.session_state["words_open"] = True
    at.run()
    rows = read("terms").to_dict("records")
    shown = at.markdown[0].value.splitlines()
    assert len(shown) == len(rows) == 22
    for line, row in zip(shown, rows, strict=True):
        assert row["name"] in line
        assert all(key in line for key in keys(row["source"]) if key not in ("article", "house"))
