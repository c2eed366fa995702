"""What only the browser can do: open its share sheet, and stand where the last step led."""

from typing import Any

import streamlit as st

STAND_AT = "stand_at"  # in the session: the meal at which the Week page stands when it is drawn next

# the button looks as those of Streamlit do, by the same colours of the theme
_STYLE = """
button { font: inherit; font-size: 0.875rem; color: inherit; cursor: pointer; background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.6rem);
  min-height: 2.5rem; padding: 0.25rem 0.75rem; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
_SHARE = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const done = words => { button.textContent = words; };
  done(data.label);
  button.onclick = async () => {
    const what = Object.fromEntries(["title", "text", "url"].filter(key => data[key]).map(key => [key, data[key]]));
    if (navigator.share) {
      try { await navigator.share(what); } catch (fault) { if (fault.name !== "AbortError") throw fault; }
      return;
    }
    const words = [data.text, data.url].filter(Boolean).join("\\n");
    if (navigator.clipboard) { await navigator.clipboard.writeText(words); done(data.copied); }
    else window.prompt(data.label, words);
  };
}
"""
_STAND = """
export default function ({ parentElement, data }) {
  const here = parentElement.querySelector("span");
  here.setAttribute("aria-label", data.name);
  here.focus({ preventScroll: true });
  here.scrollIntoView({ block: "start" });
}
"""

_share = st.components.v2.component("planner_share", html='<button aria-live="polite"></button>', css=_STYLE, js=_SHARE)
_stand = st.components.v2.component(
    "planner_stand",
    html='<span tabindex="-1" role="group"></span>',
    css="span { display: block; scroll-margin-top: 4.5rem; height: 1px; } span:focus { outline: none; }",
    js=_STAND,
)


def share_button(label: str, title: str, text: str, url: str, key: str) -> None:
    """A button that opens the share sheet of the browser; where there is none, it copies.

    Parameters
    ----------
    label : str
    title, text, url : str
        What is shared; an empty one is left out.
    key : str
    """
    data: dict[str, Any] = {"label": label, "copied": "Copied", "title": title, "text": text, "url": url}
    _share(key=key, data=data, width="content")


def stand_here(key: str, name: str) -> None:
    """Have the page stand at this place, once, and go on from here by keyboard.

    Parameters
    ----------
    key : str
        Another one for each time.
    name : str
        What a screen reader says of the place.
    """
    _stand(key=key, data={"name": name}, height=1)
