"""All of a client in one zip file, in formats that other programs read: JSON, CSV and plan files."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from planner.foods.food_csv import inert
from planner.store.client_store import Client, ClientPlan
from planner.store.diary_store import Nights

Plans = Sequence[tuple[ClientPlan, dict[str, Any]]]


def client_zip(client: Client, plans: Plans, nights: Nights | None = None) -> bytes:
    """A client as `ClientStore.export` gives them, packed to take along or to hand to them.

    Parameters
    ----------
    client : Client
    plans : sequence of ClientPlan and dict
        Versions of the plan with their plan files.
    nights : mapping of datetime.date to dict, optional
        The diary, if it is shared.

    Returns
    -------
    bytes
        A zip file: ``client.json``, ``answers.csv`` (a list of clients that can be brought in again), ``notes.txt``,
        ``plans.csv``, a plan file for each version, and ``diary.json``.

    Examples
    --------
    >>> import tempfile
    >>> from planner.store import ClientStore, Store, alone
    >>> folder = tempfile.TemporaryDirectory()
    >>> clients = ClientStore(Store(f"sqlite:///{folder.name}/foods.db").database, alone("Anna"))
    >>> olga = clients.add("Olga", {"age": ["28"], "without": ["milk", "egg"]}, "likes rye bread")
    >>> packed = zipfile.ZipFile(io.BytesIO(client_zip(*clients.export(olga.listed.id))))
    >>> packed.read("answers.csv").decode().split()
    ['client,age,without', 'Olga,28,milk;egg']
    >>> folder.cleanup()
    """
    listed = client.listed
    whole: dict[str, Any] = {"id": listed.id, "name": listed.name, "address": client.address, "dietitian": listed.owner}
    whole |= {"shared_with": listed.shared_with, "archived": listed.archived, "changed": listed.changed.isoformat()}
    whole |= {"answers": client.answers, "notes": client.notes}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("client.json", _json(whole))
        out.writestr("answers.csv", _answers(listed.name, client.answers))
        out.writestr("notes.txt", client.notes)
        rows = [(one.version, f"{one.at:%Y-%m-%d %H:%M}", one.editor, one.reason) for one, _ in plans]
        out.writestr("plans.csv", _csv(["version", "at", "editor", "reason"], rows))
        for one, document in plans:
            out.writestr(f"plan-{one.version}.json", _json(document))
        if nights is not None:
            out.writestr("diary.json", _json({day.isoformat(): entry for day, entry in nights.items()}))
    return packed.getvalue()


def _answers(name: str, answers: Mapping[str, Any]) -> str:
    """A list of clients with this one."""
    values = {key: value if isinstance(value, list | tuple) else [value] for key, value in answers.items()}
    return _csv(["client", *values], [(name, *(";".join(map(str, one)) for one in values.values()))])


def _csv(header: list[str], rows: Sequence[Sequence[object]]) -> str:
    return pd.DataFrame(rows, columns=header).apply(inert).to_csv(index=False, lineterminator="\n")


def _json(value: object) -> str:
    return json.dumps(value, indent=1)
