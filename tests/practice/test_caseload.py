"""Many clients in one go: none stops the others, no name reaches a worker, and what is done stays done."""

import csv
import io
import pickle
import zipfile
from concurrent.futures import Future

import pytest

from planner.errors import PlannerError
from planner.exports import read_plan, render
from planner.practice import (
    CaseloadFolder,
    ClientResult,
    Made,
    NoCluster,
    PlanTask,
    fault_result,
    fingerprint,
    plan_caseload,
    read_clients,
    result_table,
    week_made,
    zip_of_results,
)
from planner.practice.plan_tasks import assessed
from tests.conftest import START

NAMES = "Annabella", "Bertolda", "Clarissa"


def clients(text):
    return read_clients(text.encode(), "clients.csv", START).rows


ROWS = clients(
    "client,age,days,dietitian,note\n" + "".join(f"{name},3{n},1,Dorothea,Well done\n" for n, name in enumerate(NAMES))
)


def done(value=None, error=None):
    future = Future()
    if error:
        future.set_exception(error)
    else:
        future.set_result(value)
    return future


@pytest.fixture(scope="module")
def made(foods):
    """The plan of the first client, which stands in for those of all."""
    row = ROWS[0]
    return week_made(PlanTask(row.person, row.preferences, foods, START, row.days, row.seed))


@pytest.fixture(autouse=True)
def _made_once(made, monkeypatch):
    monkeypatch.setattr("planner.practice.caseload.week_made", lambda task: made)


def by_a_worker(work, *arguments):
    """Done at once, with what a worker is sent and what comes back as bytes."""
    work, arguments = pickle.loads(pickle.dumps((work, arguments)))
    return done(pickle.loads(pickle.dumps(work(*arguments))))


def test_each_client_gets_her_documents(made, foods):
    results = list(plan_caseload(ROWS, foods, by_a_worker, ["json", "ics"], 2))
    assert sorted(one.client for one in results) == sorted(NAMES)
    for one in results:
        assert list(one.files) == [f"{one.client}.json", f"{one.client}.ics"]
        assert one.files[f"{one.client}.json"] == render(made.plan, ".json")
        assert set(one.coverage) == {"calcium_mg", "magnesium_mg", "potassium_mg"}
        assert (one.status == "planned") == (one.shortfalls == ()) and one.fault == ""


@pytest.mark.parametrize("here", [False, True], ids=["elsewhere", "here"])
def test_a_name_goes_to_no_other_machine_and_stands_on_the_documents_of_this_one(foods, here):
    sent = []

    def submit(*work):
        future = by_a_worker(*work)
        sent.append(pickle.dumps(work) + pickle.dumps(future.result()))
        return future

    results = sorted(plan_caseload(ROWS, foods, submit, ["ics"], here=here), key=lambda one: one.line)
    assert [list(one.files) for one in results] == [[f"{name}.ics"] for name in NAMES]
    for name, one in zip(NAMES, results, strict=True):
        assert (f"Menus for {name}".encode() in one.files[f"{name}.ics"]) == here
    assert all((name.encode() in one) == here for name, one in zip(NAMES, sent, strict=True))
    assert all((word in one) == here for word in (b"Dorothea", b"Well done") for one in sent)


def test_the_faults_of_one_client_are_not_those_of_the_others(made, foods):
    errors = iter([PlannerError("no dish is left"), KeyError("a fault of ours"), None])

    def submit(*work):
        error = next(errors)
        return done(error=error) if error else by_a_worker(*work)

    results = {one.client: one for one in plan_caseload(ROWS, foods, submit, ["ics"], 1)}
    assert results["Annabella"].fault == "line 2: no dish is left"
    assert "please report it" in results["Bertolda"].fault and "KeyError" in results["Bertolda"].fault
    assert results["Clarissa"].status != "fault"


def test_a_list_of_any_length_takes_up_no_more_than_is_in_hand(made, foods):
    taken = []

    def many():
        for n in range(1000):
            taken.append(n)
            yield ROWS[n % 3]

    results = plan_caseload(many(), foods, by_a_worker, [], 4)
    for _ in range(10):
        next(results)
    assert len(taken) <= 10 + 4
    results.close()


def test_what_is_not_made_is_called_off_when_nobody_listens(made, foods):
    asked = []

    def submit(*work):
        asked.append(Future() if asked else by_a_worker(*work))
        return asked[-1]

    results = plan_caseload(ROWS, foods, submit, ["ics"], 3)
    next(results)
    results.close()
    assert asked[1].cancelled() and asked[2].cancelled()


def test_a_lost_cluster_ends_it_and_what_came_before_stays(made, foods):
    lost = NoCluster("there is no cluster")

    def submit(work, task, *others):
        return by_a_worker(work, task, *others) if task.person.age == 30 else done(error=lost)

    results = plan_caseload(ROWS, foods, submit, ["ics"], 1)
    assert next(results).client == "Annabella"
    with pytest.raises(NoCluster):
        next(results)


def test_a_format_that_is_unknown_is_refused(foods):
    with pytest.raises(PlannerError, match="a format can't be 'doc'"):
        next(plan_caseload(ROWS, foods, by_a_worker, ["doc"]))


def test_the_table_of_results_runs_in_no_spreadsheet():
    good = ClientResult(2, "=1+1", "planned", files={"1_1.pdf": b""})
    table = result_table([good, fault_result(read_clients(b"client,age\n@x,60\n", "clients.csv").faults[0])])
    assert table["client"].tolist() == ["'=1+1", "'@x"] and table["status"].tolist() == ["planned", "fault"]


def test_the_zip_holds_report_and_documents(made, foods):
    results = list(plan_caseload(ROWS, foods, by_a_worker, ["ics"]))
    archive = zipfile.ZipFile(io.BytesIO(zip_of_results(results)))
    assert sorted(archive.namelist()) == [f"{name}.ics" for name in NAMES] + ["report.csv"]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "out"


def report(folder):
    return list(csv.DictReader(io.StringIO((folder / "report.csv").read_text(encoding="utf-8-sig"))))


def results_of(made, foods):
    return sorted(plan_caseload(ROWS, foods, by_a_worker, ["json"]), key=lambda one: one.line)


def mark_of(row, foods):
    return fingerprint(row, foods, ["json"])


def fill(folder, made, foods, many=3):
    opened = CaseloadFolder(folder)
    for row, one in list(zip(ROWS, results_of(made, foods), strict=True))[:many]:
        opened.keep(one, mark_of(row, foods))
    return opened


def test_what_is_there_is_not_made_again(made, foods, folder):
    fill(folder, made, foods).close()
    again = CaseloadFolder(folder)
    assert all(again.has(row, mark_of(row, foods)) for row in ROWS)
    assert not again.has(ROWS[0], fingerprint(ROWS[0], foods, ["pdf"]))
    (folder / "Bertolda.json").unlink()
    assert not CaseloadFolder(folder).has(ROWS[1], mark_of(ROWS[1], foods))
    again.close()
    assert [line["client"] for line in report(folder)] == list(NAMES)
    assert read_plan(folder / "Annabella.json", foods).days == made.plan.days


def test_what_was_done_before_a_crash_stays_done(made, foods, folder):
    fill(folder, made, foods, many=2)  # and never closed
    with (folder / "report.csv").open("a", encoding="utf-8") as file:
        file.write("Clarissa,planned,,1.0,1.0,1.0,2.0,Clarissa.js")  # cut off
    again = CaseloadFolder(folder)
    assert [again.has(row, mark_of(row, foods)) for row in ROWS] == [True, True, False]
    again.keep(results_of(made, foods)[2], mark_of(ROWS[2], foods))
    third = CaseloadFolder(folder)
    assert all(third.has(row, mark_of(row, foods)) for row in ROWS)


def test_documents_that_were_half_replaced_do_not_pass_for_those_of_before(made, foods, folder, monkeypatch):
    fill(folder, made, foods).close()
    again = CaseloadFolder(folder)
    monkeypatch.setattr("planner.practice.caseload_folder.replace_file", lambda path, content: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        again.keep(results_of(made, foods)[0], "other answers")
    monkeypatch.undo()
    after = CaseloadFolder(folder)
    assert not after.has(ROWS[0], mark_of(ROWS[0], foods)) and after.has(ROWS[1], mark_of(ROWS[1], foods))


def test_the_fault_of_a_second_line_leaves_the_first_as_it_is(made, foods, folder):
    opened = fill(folder, made, foods)
    (fault,) = read_clients(b"client,age\nAnnabella,60\n", "clients.csv").faults
    opened.keep(ClientResult(9, fault.client, "fault", fault=fault.fault))
    opened.close()
    assert [line["status"] for line in report(folder)][-1] == "fault"
    assert CaseloadFolder(folder).has(ROWS[0], mark_of(ROWS[0], foods))


@pytest.mark.parametrize(
    ("text", "words"), [("a,b\n1,2\n", "no report of a caseload"), ("client\xff", "damaged")], ids=["other", "damaged"]
)
def test_a_folder_with_something_else_is_refused(folder, text, words):
    folder.mkdir()
    (folder / "report.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(PlannerError, match=words):
        CaseloadFolder(folder)
    assert (folder / "report.csv").read_bytes() == text.encode("latin-1")


def test_a_folder_that_can_not_be_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "none" / "out", tmp_path / "a\0b"):
        with pytest.raises(PlannerError, match="choose another folder"):
            CaseloadFolder(path)


def test_a_fingerprint_tells_answers_foods_and_documents_apart(foods):
    one, other = clients("client,age,note\nAnna,30,\nBerta,30,Well done\n")
    marks = {fingerprint(one, foods, ["pdf"]), fingerprint(other, foods, ["pdf"]), fingerprint(one, foods, ["ics"])}
    assert len(marks) == 3
    assert fingerprint(one, foods, ["pdf", "ics"]) == fingerprint(one, foods, ["ics", "pdf"])


def test_what_is_made_comes_with_its_findings(made):
    again = pickle.loads(pickle.dumps(made))
    assert isinstance(again, Made) and assessed(again.plan).findings is again.findings
