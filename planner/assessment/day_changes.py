"""Changes of a day that may take a flagged pairing away: another hour, another food, less of it, or without.

What is proposed here only looks as if it helped; `planner.assessment.remedies` tries it.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from planner.assessment.own_day import Entries, Entry, entries_of, merged_entries
from planner.assessment.pairings import pairing_rules
from planner.assessment.substitutes import Foods
from planner.assessment.tea_hours import STEP, hour_of
from planner.errors import one_of
from planner.menu.plan import HABIT, Plan
from planner.menu.wording import listed, lower_first
from planner.reference.units import minutes

Change = tuple[str, str, Entries]  # kind, words, the day with it


class DayChanges:
    """The changes of a day that may take a flag away, by kind, the handiest first.

    Parameters
    ----------
    day : Plan
        Of one day.
    flag : dict
        A row of `planner.find_pairings`.
    mode : {"article", "measured"}
    """

    def __init__(self, day: Plan, flag: Mapping[str, Any], mode: str) -> None:
        self.day, self.flag = day, flag
        self.rules = pairing_rules(mode)
        names = [rule["rule"] for rule in self.rules]
        self.rule = self.rules[names.index(one_of(flag["rule"], names, f"the rule of a flag in {mode} mode"))]
        self.mineral = f"{flag['affects']}_mg"
        self.calcium = self.mineral == "calcium_mg"
        self.foods = Foods(day.foods, day.person, day.preferences)
        self.entries = entries_of(day)
        self.hinderers = [one for one in self.entries if one.hour == flag["time"] and self._hinders(one)]
        near = [one for one in self.entries if not self._hinders(one) and self._meets(one.hour)]
        most = 0.1 * flag["at_stake_mg"]  # as `find_pairings` names them
        self.givers = sorted((one for one in near if self._brings(one) > most), key=self._brings, reverse=True)
        self.met = self._met(self.entries)
        self.slots = {meal.time: meal.slot for meal in day.days[0].meals}

    def likely(self, changes: Iterable[Change], most: int = 2) -> list[Change]:
        """The first changes that look as if they helped."""
        return list(islice((change for change in changes if self._likely(change[2])), most))

    def hinderer_moves(self) -> tuple[list[Change], list[Change]]:
        """What hinders at another hour: the handy ones, and those that take a dish apart."""
        drink = all(self.foods.is_drink(one.food) for one in self.hinderers)
        near = f"when nothing with much {self.flag['affects']} is near"
        words = f"Have the {self._names(self.hinderers)} at"
        meals = [
            ("move", f"{words} {hour}, {self._with_meal(hour)}.", self._moved(self.hinderers, hour))
            for hour in self._nearest_first(self.slots)
        ]
        free = [
            ("move", f"{words} {hour}, {near}.", self._moved(self.hinderers, hour))
            for hour in self._nearest_first(self._quarters())
        ]
        free = self.likely(free, most=1)  # one such hour says it all
        return ([*free, *meals], []) if drink else (meals, free)

    def giver_moves(self) -> tuple[list[Change], list[Change]]:
        """What brings the mineral at another hour, the richest first, at most two foods: with a meal, or alone."""
        stay = f"the {self._names(self.hinderers)} can stay"
        meals, alone = [], []
        for n in range(1, min(len(self.givers), 2) + 1):
            gone = self.givers[:n]
            words = f"Have the {self._names(gone)} at"
            eaten = {one.hour for one in self.entries if one.food in {each.food for each in gone}}
            for hour in self._nearest_first(set(self.slots) - eaten):
                meals.append(("move", f"{words} {hour}, {self._with_meal(hour)}; {stay}.", self._moved(gone, hour)))
            for hour in self._nearest_first(self._quarters()):
                alone.append(("move", f"{words} {hour}; {stay}.", self._moved(gone, hour)))
        return meals, alone

    def hinderer_swaps(self) -> Iterator[Change]:
        """Another food in place of each that hinders."""
        rows = [self.foods.instead_of(one.food, self.mineral) for one in self.hinderers]
        for row in zip(*rows, strict=False):
            if len(set(row)) == len(row):
                yield self._swap(list(zip(self.hinderers, row, strict=True)))

    def giver_swaps(self) -> Iterator[Change]:
        """A food of the same role with less calcium in place of the richest."""
        for one in self.givers[:1]:
            for food in self.foods.poorer(one.food, self.mineral):
                yield self._swap([(one, food)])

    def smaller(self) -> Iterator[Change]:
        """Less of the richest, step by step."""
        for one in self.givers[:1]:
            for servings in self.foods.smaller(one.food, one.servings):
                entries = self._with({one: Entry(one.hour, one.food, servings)})
                words = f"Have a smaller portion of the {self._names([one])} at {one.hour}"
                yield "smaller", f"{words}; {self._calcium(entries)}.", entries

    def left_out(self) -> Iterator[Change]:
        """Without what hinders."""
        entries = self._with(dict.fromkeys(self.hinderers))
        yield "leave out", f"Leave out the {self._names(self.hinderers)} at {self.flag['time']}.", entries

    def _swap(self, pairs: list[tuple[Entry, str]]) -> Change:
        changed = {one: Entry(one.hour, food, self.foods.whole_steps(food, one.servings)) for one, food in pairs}
        entries = self._with(changed)
        now, was = (listed(self._told_apart(pair)[n] for pair in pairs) for n in (1, 0))
        known = all(not math.isnan(self.foods.per_100g(food, "calcium_mg")) for one, new in pairs
                    for food in (one.food, new))  # fmt: skip
        tail = self._calcium(entries) if known else "how much that changes the calcium, nobody knows"
        return "swap", f"Take {now} in place of the {was}; {tail}.", entries

    def _calcium(self, entries: Entries) -> str:
        """What a change does to the calcium of the day, in words."""
        change = round(self.calcium_of(entries) - self.calcium_of(self.entries))
        if change == 0:
            return "the day's calcium stays the same"
        return f"{abs(change):,} mg {'more' if change > 0 else 'less'} calcium"

    def _moved(self, some: list[Entry], hour: str) -> Entries:
        return self._with({one: Entry(hour, one.food, one.servings) for one in some})

    def _with(self, changed: Mapping[Entry, Entry | None]) -> Entries:
        """The entries of the day, some in the place of others or of none."""
        left = [changed.get(one, one) for one in self.entries]
        return merged_entries(one for one in left if one is not None)

    def _quarters(self) -> list[str]:
        """The quarters of an hour between the first and the last meal of the day, but for those of a meal."""
        known = [*map(minutes, self.day.preferences.hours.values()), *map(minutes, self.slots)]
        start = minutes(self.flag["time"]) % STEP
        free = range(start, 24 * 60, STEP)
        return [hour_of(minute) for minute in free
                if min(known) <= minute <= max(known) and hour_of(minute) not in self.slots]  # fmt: skip

    def _nearest_first(self, hours: Iterable[str]) -> list[str]:
        return sorted((hour for hour in hours if hour != self.flag["time"]), key=lambda hour: (self._away(hour), hour))

    def _likely(self, entries: Entries) -> bool:
        """Whether a change looks as if it helped: quick sums, so that the slow audit tries few in vain.

        No other flag may come, nor one that stays grow.
        """
        was, now = self.met, self._met(entries)
        return (self.flag["time"], self.flag["rule"]) not in now and all(
            key in was and now[key][0] <= was[key][0] + 0.5 and now[key][1] <= was[key][1] + 0.5 for key in now
        )

    def _met(self, entries: Entries) -> dict[tuple[str, str], tuple[float, float]]:
        """Where each rule would be flagged: how much of the mineral [mg] meets how much that hinders [g]."""
        found = {}
        for rule in self.rules:
            mineral, reach = f"{rule['affects']}_mg", 60 * rule["hours_apart"]
            hindering = [one for one in entries if self._of_class(one, rule)]
            others = [one for one in entries if not self._of_class(one, rule)]
            for hour in {one.hour for one in hindering}:
                near = (one for one in others if abs(minutes(one.hour) - minutes(hour)) <= reach)
                at_stake = sum(self._brings(one, mineral) for one in near)
                if at_stake >= rule["at_stake_mg"]:
                    grams = sum(self.foods.grams(one.food) * one.servings for one in hindering if one.hour == hour)
                    found[hour, rule["rule"]] = (at_stake, grams)
        return found

    def _hinders(self, one: Entry) -> bool:
        return self._of_class(one, self.rule)

    def _of_class(self, one: Entry, rule: dict) -> bool:
        return rule["hinderer"] in self.foods.hinders(one.food)

    def _meets(self, hour: str) -> bool:
        return self._away(hour) <= 60 * self.rule["hours_apart"]

    def _away(self, hour: str) -> int:
        return abs(minutes(hour) - minutes(self.flag["time"]))

    def _brings(self, one: Entry, mineral: str | None = None) -> float:
        """What an entry is known to bring [mg]."""
        amount = self.foods.in_servings(one.food, one.servings, mineral or self.mineral)
        return 0.0 if math.isnan(amount) else amount

    def calcium_of(self, entries: Entries) -> float:
        """What the day is known to bring [mg]."""
        return sum(self._brings(one, "calcium_mg") for one in entries)

    def _names(self, some: list[Entry]) -> str:
        return listed(dict.fromkeys(self.day.foods.word(one.food) for one in some))

    def _told_apart(self, pair: tuple[Entry, str]) -> tuple[str, str]:
        """Two foods by their short names; by the whole ones where these are the same."""
        short = tuple(self.day.foods.word(food) for food in (pair[0].food, pair[1]))
        if short[0] != short[1]:
            return short[0], short[1]
        return lower_first(self.foods.name(pair[0].food)), lower_first(self.foods.name(pair[1]))

    def _with_meal(self, hour: str) -> str:
        """In whose company: the name of the meal, or what is eaten then."""
        slot = self.slots[hour]
        if slot != HABIT:
            return f"with your {slot.replace('_', ' ')}"
        return f"with the {self._names([one for one in self.entries if one.hour == hour][:1])}"
