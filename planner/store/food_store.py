"""The store: every state of the food table, who made it, when and why, and the plans that were kept."""

from functools import cached_property
from typing import Any, Literal

import pandas as pd

from planner.errors import PlannerError, one_of
from planner.foods import food_changes
from planner.foods.food_table import FoodTable, read_checked, shipped_foods
from planner.store import history
from planner.store.audit_log import write_entry
from planner.store.database import Database, Taken
from planner.store.database_url import default_url
from planner.store.incoming import LONG, checked, one_line, plan_file, required
from planner.store.permissions import Visitor, may_keep, must_be_dietitian, own_group, readable
from planner.store.records import Conflict, KeptPlan, Revision
from planner.store.schema import plan as plan_table
from planner.store.schema import revision as revision_table


class Store:
    """Saved food tables and kept plans in a database; may be used by many threads.

    Parameters
    ----------
    url : str, optional
        Where it is: ``sqlite:///folder/foods.db`` or ``postgresql://user:password@host/name``;
        `default_url` if it is not given. A fresh store begins with the table of the program.

    Raises
    ------
    PlannerError
        In each method: if the database can't be used, or for what can't be; in one sentence.

    Examples
    --------
    >>> import tempfile
    >>> from planner import load_foods
    >>> from planner.store import alone
    >>> folder = tempfile.TemporaryDirectory()
    >>> store = Store(f"sqlite:///{folder.name}/foods.db")
    >>> text = store.table(1).to_csv().replace("banana,Banana,", "banana,Ripe banana,")
    >>> store.save(load_foods(text.encode()), 1, alone("Anna"), "not green ones").number
    2
    >>> store.changes(2)[["food", "column", "before", "after"]].values.tolist()
    [['banana', 'name', 'Banana', 'Ripe banana']]
    >>> folder.cleanup()
    """

    def __init__(self, url: str | None = None) -> None:
        self._database = Database(url or default_url(), history.add_shipped)

    def close(self) -> None:
        """Give back the connections; the next use opens new ones."""
        self._database.close()

    @property
    def database(self) -> Database:
        """The database, for the stores of clients, dishes, links and the diary."""
        return self._database

    def head(self) -> Revision:
        """The newest revision."""
        with self._database.reading() as connection:
            return history.head(connection)

    def revisions(self) -> list[Revision]:
        """All revisions, newest first."""
        with self._database.reading() as connection:
            return history.revisions(connection)

    def revision(self, number: int) -> Revision:
        """A revision by its number."""
        with self._database.reading() as connection:
            return history.find(connection, number)

    def table(self, number: int) -> FoodTable:
        """The food table as it was saved, its checksum verified."""
        with self._database.reading() as connection:
            found = history.find(connection, number)
            content = history.content(connection, found.sha256, f"revision {number}")
        name = f'revision {number}, "{found.name}"' if found.name else f"revision {number}"
        return read_checked(content, name, number)

    def save(
        self,
        table: FoodTable,
        base: int,
        who: Visitor,
        reason: str,
        kind: Literal["saved", "merged"] = "saved",
        shipped: str | None = None,
    ) -> Revision:
        """Save a table as a new revision.

        Parameters
        ----------
        table : FoodTable
        base : int
            The revision that the edit began from.
        who : Visitor
        reason : str
        kind : {"saved", "merged"}
        shipped : str, optional
            The sha256 of the table of `shipped_update` that is taken over with this, even if no
            cell of it was wanted.

        Returns
        -------
        Revision

        Raises
        ------
        Conflict
            If somebody saved since `base`.
        PlannerError
            If name or reason is empty, the visitor is no dietitian, the table is not sound, nothing has
            changed, or a food is gone that a kept plan serves.
        """
        must_be_dietitian(who, "change anything here")
        one_of(kind, ("saved", "merged"), "the kind of a save")
        if shipped not in (None, self._shipped.sha256):
            raise PlannerError("that is not the table of this version of the program; look at its update anew")
        table, content = checked(table)
        return self._add(table, content, base, who, reason, kind, shipped)

    def restore(self, number: int, base: int, who: Visitor, reason: str) -> Revision:
        """Save the table of an older revision again, as a new one; raises as `save` does."""
        must_be_dietitian(who, "change anything here")
        with self._database.reading() as connection:
            found = history.find(connection, number)
            content = history.content(connection, found.sha256, f"revision {number}")
            # what the shipped table brought since then is gone with it, and offered again
            shipped = history.shipped(connection, number)
        return self._add(read_checked(content, f"revision {number}"), content, base, who, reason, "restored", shipped)

    def rename(self, number: int, name: str, who: Visitor) -> Revision:
        """Give a revision a name that no other has; ``""`` takes it away."""
        must_be_dietitian(who, "change anything here")
        name = one_line(name, "the name of the revision")
        with self._database.writing() as connection:
            history.find(connection, number)
            for other in history.revisions(connection):
                if name and other.name == name and other.number != number:
                    raise PlannerError(f"revision {other.number} is called {name!r} already; take another name")
            here = revision_table.c.number == number
            connection.execute(revision_table.update().where(here).values(name=name or None))
            return history.find(connection, number)

    def changes(self, number: int) -> pd.DataFrame:
        """What a revision changed: as `planner.foods.food_changes.changes` has it."""
        with self._database.reading() as connection:
            history.find(connection, number)
            return history.changes(connection, number)

    def compare(self, old: int, new: int) -> pd.DataFrame:
        """What differs between any two revisions, as in `planner.foods.food_changes.changes`."""
        return food_changes.changes(self.table(old), self.table(new))

    def history(self, food: str) -> pd.DataFrame:
        """What was ever changed of a food: number, at [UTC], editor, reason, column, before, after; newest first."""
        with self._database.reading() as connection:
            return history.of_food(connection, food)

    def shipped_update(self) -> tuple[FoodTable, FoodTable] | None:
        """The shipped table last taken over and the one of this version of the program; None if they are the same.

        They are base and one side of a three-way merge with the head (`planner.foods.food_changes.merge`);
        saving it with the sha256 of the second settles the update.
        """
        with self._database.reading() as connection:
            sha256 = history.shipped(connection, history.head(connection).number)
            if sha256 == self._shipped.sha256:
                return None
            content = history.content(connection, sha256, "the shipped table")
        old = read_checked(content, "the shipped table before")
        return None if food_changes.changes(old, self._shipped).empty else (old, self._shipped)

    def keep_plan(
        self, name: str, document: dict[str, Any], revision: int, who: Visitor, shared_with: str | None = None
    ) -> KeptPlan:
        """Keep a plan for a visitor.

        Parameters
        ----------
        name : str
        document : dict
            The plan file (`planner.exports.plan_file.write.document`).
        revision : int
            The revision of the food table that it was planned with.
        who : Visitor
        shared_with : str, optional
            A group of theirs that may read it, and forget it.

        Returns
        -------
        KeptPlan

        Raises
        ------
        PlannerError
            If the name is empty, nothing is kept for the visitor, this is no plan file, or it serves a
            food that the revision doesn't have.
        """
        may_keep(who, "a plan")
        group = own_group(who, shared_with)
        name = required(name, "the name of the plan")
        text, foods = plan_file(document)
        table = self.table(revision)
        strange = [food for food in foods if food not in table]
        if strange:
            raise PlannerError(
                f"the plan {name!r} serves {strange[0]}, which revision {revision} of the food table doesn't have; "
                "save the table that it was planned with first"
            )
        with self._database.writing() as connection:
            kept = history.add_plan(connection, name, text, foods, revision, who, group)
            write_entry(connection, who, "change", f"kept plan {kept.id}")
            return kept

    def plans(self, who: Visitor) -> list[KeptPlan]:
        """The plans that were kept by a visitor, or are shared within a group of theirs, newest first."""
        with self._database.reading() as connection:
            return history.plans(connection, who)

    def plan(self, id: int, who: Visitor) -> tuple[KeptPlan, dict[str, Any]]:
        """A kept plan and its plan file."""
        with self._database.reading() as connection:
            return history.find_plan(connection, id, who)

    def forget_plan(self, id: int, who: Visitor) -> None:
        """Delete a kept plan."""
        may_keep(who, "a plan")
        with self._database.writing() as connection:
            theirs = (plan_table.c.id == id) & readable(plan_table, who)
            if not connection.execute(plan_table.delete().where(theirs)).rowcount:
                raise PlannerError(f"there is no kept plan {id}; it is forgotten already")
            write_entry(connection, who, "erase", f"kept plan {id}")

    def foods_in_plans(self, who: Visitor) -> dict[str, list[str]]:
        """The names of the kept plans by the foods that they serve: such a food is retired, not deleted.

        A plan that a visitor may not read has the name ``""``.
        """
        with self._database.reading() as connection:
            return history.foods_in_plans(connection, who)

    @cached_property
    def _shipped(self) -> FoodTable:
        return checked(shipped_foods())[0]

    def _add(
        self, table: FoodTable, content: bytes, base: int, who: Visitor, reason: str, kind: str, shipped: str | None
    ) -> Revision:
        name, reason = who.editor, required(reason, "the reason", LONG)
        newest = self.head()
        if newest.number != base:
            raise Conflict(newest)
        before = self.table(base)
        delta = food_changes.changes(before, table)
        if delta.empty and (shipped is None or kind == "restored"):
            raise PlannerError(f"nothing has changed since revision {base}; there is nothing to save")
        gone = set(before.frame.index) - set(table.frame.index)
        try:
            with self._database.writing() as connection:
                newest = history.head(connection)
                if newest.number != base:
                    raise Conflict(newest)
                for food, plans in history.foods_in_plans(connection, who).items():
                    if food in gone:
                        named = next((f"the kept plan {name!r}" for name in plans if name), "a plan that someone kept")
                        raise PlannerError(
                            f"{food} is served in {named}; retire it (column retired: yes) instead of taking it out"
                        )
                new = Revision(
                    number=base + 1,
                    at=history.now(),
                    editor=name,
                    email=who.id or None,
                    reason=reason,
                    kind=kind,
                    sha256=history.add_content(connection, content),
                    foods=len(table.frame),
                    cells=len(delta),
                )
                if shipped:
                    history.add_content(connection, self._shipped.to_csv().encode())
                write_entry(connection, who, "change", f"food table, revision {new.number}")
                history.add(connection, new, shipped or history.shipped(connection, base), delta)
        except Taken:
            newest = self.head()
            if newest.number == base:
                raise
            raise Conflict(newest) from None
        return new
