"""A list of clients brought in as a file: planned in one go, each with a card of their own afterwards."""

from datetime import timedelta

import streamlit as st

from planner.app.pages.clients.client_list import client_store, shared_with
from planner.app.session.client_answers import ClientAnswers, client_answers
from planner.app.session.food_revision import foods_in_use
from planner.app.session.plan_request import Request, today
from planner.app.session.plan_waiting import caseload_here
from planner.app.session.visitor import visitor
from planner.app.widgets.small_print import fault_lines, fault_told, note, table_height
from planner.errors import PlannerError
from planner.exports.plan_file.write import document
from planner.foods.food_table import FoodTable
from planner.menu.wording import count
from planner.practice import ClientResult, fault_result, read_clients, result_table, zip_of_results
from planner.practice.caseload import NOT_MADE
from planner.practice.client_rows import ClientList, ClientRow
from planner.store import ClientStore, ListedClient

MOST_CLIENTS = 200  # in one go on the dashboard; the command line takes any number
LARGEST_MB = 10
FORMATS = ("pdf", "json")
UNCHANGED = "unchanged"  # has been planned from the same answers, for the same days, with the same food table
SHOWN = {
    "client": "Client", "status": "Plan", "calcium_coverage": "Calcium", "magnesium_coverage": "Magnesium",
    "potassium_coverage": "Potassium", "shortfalls": "What is missed", "fault": "What is wrong",
}  # fmt: skip


def caseload_section() -> None:
    """Bring in a file, see what is wrong with it, plan all others, take the documents along."""
    note(
        "CSV or a workbook. A column `client` with a name or number; all others are called like the options of the "
        "command line. Several values in a cell stand apart by semicolons."
    )
    file = st.file_uploader("A list of clients", type=["csv", "xlsx"], key="caseload_file", max_upload_size=LARGEST_MB)
    if file is None:
        return
    with fault_told():
        _list(read_clients(file.getvalue(), file.name, today()), file.name, file.file_id)


def _list(found: ClientList, name: str, file_id: str) -> None:
    if len(found.rows) > MOST_CLIENTS:
        st.error(
            f"The list has {len(found.rows)} clients. Bring at most {MOST_CLIENTS} at once, or use "
            "`cramp-planner caseload`.", icon=":material/error:",
        )  # fmt: skip
        return
    _say_faults(found)
    group = shared_with(visitor(), None, "caseload_group")
    if found.rows and st.button(
        f"Plan {count(len(found.rows), 'client')}", key="plan_caseload", type="primary", icon=":material/restaurant:"
    ):
        st.session_state["caseload"] = (file_id, _planned(found, name, group))
        st.rerun()  # the list above then has them
    made = st.session_state.get("caseload")
    if made and made[0] == file_id:
        _results(made[1])


def _say_faults(found: ClientList) -> None:
    if not found.faults:
        return
    lines = fault_lines([one.fault for one in found.faults])
    left = "The others can be planned." if found.rows else "Nobody is left to plan for."
    title = f"{count(len(found.faults), 'line')} can't be read"
    st.warning(f"{lines}\n\n{left}", title=title, icon=":material/edit:")


def _planned(found: ClientList, name: str, group: str | None) -> list[ClientResult]:
    """Plan for all of a list who have no such plan; each is kept as soon as it is there, so what is done stays done."""
    clients, foods = client_store(), foods_in_use()
    todo = [row for row in found.rows if not _has_it(clients, row, foods)]
    rows = {row.line: row for row in todo}  # that are left
    results = [fault_result(one) for one in found.faults]
    results += [ClientResult(row.line, row.client, UNCHANGED) for row in found.rows if row.line not in rows]
    bar = st.progress(0.0, "Planning …")
    try:
        for done, one in enumerate(caseload_here(todo, foods, FORMATS), 1):
            bar.progress(done / len(todo), f"{done} of {count(len(todo), 'client')} planned")
            results.append(_kept(clients, rows.pop(one.line), one, name, group))
    except PlannerError as error:  # nobody is left to plan: what came before is kept
        results += [ClientResult(row.line, row.client, NOT_MADE, fault=str(error)) for row in rows.values()]
    bar.empty()
    return sorted(results, key=lambda one: one.line)


def _called(clients: ClientStore, name: str) -> list[ListedClient]:
    return [one for one in clients.clients(name) if one.name == name]


def _has_it(clients: ClientStore, row: ClientRow, foods: FoodTable) -> bool:
    """Whether a client's answers and newest plan are what the list asks for already."""
    same = _called(clients, row.client)
    if len(same) != 1 or not same[0].plans:
        return False
    if clients.client(same[0].id).answers != _answers(row, foods):
        return False
    _, kept = clients.plan(same[0].id, same[0].plans)
    made_from = kept["person"], kept["preferences"], kept["food_table"]["sha256"], [day["date"] for day in kept["days"]]
    person, preferences = row.person.model_dump(mode="json"), row.preferences.model_dump(mode="json")
    days = [(row.start + timedelta(n)).isoformat() for n in range(row.days)]
    return made_from == (person, preferences, foods.sha256, days)


def _answers(row: ClientRow, foods: FoodTable) -> ClientAnswers:
    return client_answers(Request(row.person, row.preferences, row.start, row.days), foods)


def _kept(clients: ClientStore, row: ClientRow, one: ClientResult, name: str, group: str | None) -> ClientResult:
    """A result once the client and the plan are in the store; a client who is called so already gets the next plan."""
    if one.plan is None:
        return one
    answers = _answers(row, one.plan.foods)
    try:
        same = _called(clients, row.client)
        if len(same) > 1:
            raise PlannerError(f"line {row.line}: {len(same)} of your clients are called so; give them other names")
        if same:
            client = clients.change(same[0], answers=answers)
        else:
            client = clients.add(row.client, answers, row.handout.note, group)
        clients.keep_plan(client.listed.id, document(one.plan), one.plan.foods.revision or 0, f"list {name}")
    except PlannerError as error:
        return ClientResult(one.line, one.client, "fault", fault=str(error))
    return one


def _results(results: list[ClientResult]) -> None:
    table = result_table(results)[list(SHOWN)].rename(columns=SHOWN)
    planned, unchanged = sum(one.plan is not None for one in results), sum(one.status == UNCHANGED for one in results)
    said = f"{planned} of {count(len(results), 'client')} planned and in the list."
    st.success(f"{said} {unchanged} unchanged." if unchanged else said, icon=":material/check_circle:")
    shares = {name: st.column_config.NumberColumn(format="percent") for name in ("Calcium", "Magnesium", "Potassium")}
    st.dataframe(
        table, hide_index=True, width="stretch", height=table_height(len(table), 420), column_config=shares,
        key="caseload_results",
    )  # fmt: skip
    if not planned:
        return
    note("Shares are of the target, on the day with least.")
    st.download_button(
        "All documents (zip)", data=lambda: zip_of_results(results), file_name="clients.zip", mime="application/zip",
        on_click="ignore", icon=":material/folder_zip:", key="caseload_zip",
    )  # fmt: skip
