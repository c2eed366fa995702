"""Take the diary along, open it again, share it, erase it; a page for the doctor and reminders."""

from functools import partial

import streamlit as st

from planner.app.network import sign_in_is_set_up
from planner.app.session.diary_in_hand import (
    ERASED,
    TOLD,
    UNSAVED,
    bring_back,
    diary_store,
    erase_diary,
    is_kept,
    kept_words,
    open_diary,
    tried,
)
from planner.app.session.plan_request import today
from planner.app.session.visitor import visitor
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.assessment.diary_words import night_words
from planner.exports import Handout, Reminders, diary_csv, diary_json, diary_pdf, diary_reminders, read_diary
from planner.exports.handout import LONGEST_NAME
from planner.menu.wording import count, day_name
from planner.person.cramp_diary import Diary
from planner.person.diary_merging import Merge

LARGEST_MB = 10
OPENED = "diary_opened"  # key of the session: the file that was opened last


def take_file(here: Diary) -> None:
    """Where nothing is kept: the file to take along, and the one to open."""
    if is_kept():
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        words = "**Not saved yet.** Take the file before you close this page." if st.session_state.get(UNSAVED) else ""
        st.markdown(words or plain(kept_words()), width="stretch")
        if here.nights:
            _file_button(here, "diary_take", primary=True)
        if sign_in_is_set_up() and not st.session_state.get(UNSAVED):  # whoever signs in comes back to a new session
            st.button("Sign in, and it is kept", key="diary_sign_in", on_click=st.login, icon=":material/login:")


def open_file() -> None:
    """Open a diary file: one tap, and it is put together with what is here."""
    box = st.file_uploader("Open your diary (a JSON file)", type="json", max_upload_size=LARGEST_MB, key="diary_file")
    if box is not None and st.session_state.get(OPENED) != box.file_id:
        st.session_state[OPENED] = box.file_id
        tried(_open, box.getvalue(), box.name)
        st.rerun()


def _open(raw: bytes, name: str) -> None:
    st.session_state[TOLD] = _merged_words(open_diary(read_diary(raw, name)))


def _merged_words(both: Merge) -> list[str]:
    lines = [f"Opened. {count(len(both.only_second), 'night')} came in, {len(both.diary.nights)} in all."]
    for late, early in both.settled:
        lines.append(
            f"{day_name(late.morning)} stood in both: “{plain(night_words(late))}” was written later and stands, "
            f"in place of “{plain(night_words(early))}”."
        )
    return lines


def for_the_doctor(here: Diary) -> None:
    """The page and the table for the doctor."""
    st.header("For your doctor")
    st.markdown("One page: nights, danger signs, food, your tablets, what to ask.")
    name = st.text_input("Your name on it, if you like", key="diary_name", max_chars=LONGEST_NAME, width=320)
    handout = Handout(client=name or "", made=today())
    with st.container(horizontal=True):
        st.download_button(
            "Page for the doctor (PDF)",
            data=partial(diary_pdf, here, handout),
            file_name=f"cramp-diary-{today()}.pdf",
            mime="application/pdf",
            on_click="ignore",
            type="primary",
            icon=":material/picture_as_pdf:",
            key="diary_pdf",
        )
        st.download_button(
            "Table (CSV)",
            data=partial(diary_csv, here),
            file_name=f"cramp-diary-{today()}.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/csv:",
            key="diary_csv",
        )


def reminders() -> None:
    """Calendar reminders for the entry and for calf stretches."""
    with st.expander("Remind me: the entry, and calf stretches before bed", icon=":material/notifications:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            morning = st.time_input("In the morning", "07:30", key="diary_morning_hour", width=160)
            bedtime = st.time_input("Before bed", "21:30", key="diary_bed_hour", width=160)
            asked = Reminders(
                first=today(),
                morning=f"{morning:%H:%M}" if morning else "",
                bedtime=f"{bedtime:%H:%M}" if bedtime else "",
            )
            st.download_button(
                "Calendar (ICS)",
                data=partial(diary_reminders, asked),
                file_name="cramp-diary-reminders.ics",
                mime="text/calendar",
                on_click="ignore",
                icon=":material/event:",
                key="diary_ics",
                disabled=not (asked.morning or asked.bedtime),
            )
        note(f"Every day for {asked.weeks} weeks, in the calendar of your phone. Import it again to change the hours.")


def keeping(here: Diary) -> None:
    """Where the diary is kept, the file to take along, and who may read it."""
    st.header("Your diary, and nobody else's")
    note(plain(kept_words()))
    if here.nights and is_kept():
        _file_button(here, "diary_copy", primary=False)
    if visitor().id:
        _sharing()


def erasing(here: Diary) -> None:
    """Erase it in one click; until the page is closed it can be brought back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if here.nights or here.began:
            st.button(
                "Erase the diary",
                key="diary_erase",
                icon=":material/delete_forever:",
                on_click=tried,
                args=(erase_diary,),
            )
        if ERASED in st.session_state:
            st.markdown("The diary is erased. Once this page is closed, it is gone for good.")
            st.button("Bring it back", key="diary_back", icon=":material/undo:", on_click=tried, args=(bring_back,))


def _file_button(here: Diary, key: str, primary: bool) -> None:
    st.download_button(
        "Take the diary along",
        data=diary_json(here),
        file_name=f"cramp-diary-{today()}.json",
        mime="application/json",
        on_click=_taken,
        type="primary" if primary else "secondary",
        icon=":material/save:",
        key=key,
    )


def _taken() -> None:
    st.session_state[UNSAVED] = False


def _sharing() -> None:
    """Who may read the diary; nobody, until she says so."""
    readers = diary_store().readers()
    for reader in readers:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(reader)} may read it.", width="content")
            st.button(
                "Stop",
                key=f"diary_stop_{reader}",
                type="tertiary",
                on_click=tried,
                args=(diary_store().stop_sharing, reader),
            )
    with (
        st.form("diary_share", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        typed = st.text_input("Share it with your dietitian", key="diary_reader", max_chars=320, width=320)
        if st.form_submit_button("Share it", icon=":material/share:", key="diary_share_it"):
            tried(diary_store().share_with, typed or "")
            st.rerun()
