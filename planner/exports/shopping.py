"""The shopping list of a plan: what to buy for what is eaten, in the order of the aisles, and what is left over."""

import math
import re

import pandas as pd

from planner.errors import PlannerError
from planner.foods.packs import Bought, Pack, bought_in_packs, packs
from planner.menu.plan import Plan, servings_frame
from planner.menu.preparation import soakings
from planner.menu.wording import listed
from planner.reference.household_measures import measure, pot_measure
from planner.reference.tables import read

COLUMNS = [
    "aisle", "food", "name", "bought_as", "eaten_g", "buy_g", "buy", "measure", "at_home", "have", "soak",
    "left_g", "left",
]  # fmt: skip
EATERS = (1, 12)
SHELF = "On your shelf, have a look"  # title of the last part of every list
HAVE_IT = "have it"

TAP = "tap water"  # as `bought_as` of the food table has it
OTHER = "other"  # for foods of one's own table that name no aisle
KEPT_GROUPS, KEPT_ROLES = {"seasoning"}, {"sweetener"}  # beside the aisles of data/aisles.csv that are kept at home
FRESH = {"vegetables", "fruit"}  # aisles of what no shelf keeps: lemons for their peel
# what shops sell: loose food by small steps, more of it by larger ones; a smaller piece is sold by weight
SMALL_STEP_G, LARGE_STEP_G, LARGE_FROM_G = 50, 100, 500
SMALLEST_PIECE_G = 20
PIECES_STEP_G = 10
EGGS = "eggs"
LEAST_LEFT_G = 20  # less is no rest that anybody keeps
LEAST_WEIGHED_G = 10  # of what stands on the shelf

_PIECE = re.compile(r"\s*(?P<number>[\d.]+)\s+(?:(?:small|medium|large)\s+)?(?P<noun>[^,]+)")


def shopping_list(plan: Plan, eaters: int = 1) -> pd.DataFrame:
    """What to buy for a plan, rounded up to what shops sell: packs that leave least over, pieces, or weight.

    Everything on the plates counts, what she has anyway too; water from the tap is not bought. What is
    cooked for two meals is on both plates already. Foods that share one thing to buy are one line.

    Parameters
    ----------
    plan : Plan
    eaters : int
        For how many people, who all eat the same; 1 to 12.

    Returns
    -------
    pandas.DataFrame
        One row for each thing to buy, by aisle in the order of ``data/aisles.csv``: aisle, food
        (keys, apart by a blank), name (of each food, apart by ``;``), bought_as, eaten_g [g by all
        eaters], buy_g [g; NaN where what to buy for a gram eaten is unknown], buy ("350 g",
        "7 bananas (1,290 g)", "for 300 g eaten"), measure (household measures eaten), at_home
        (whether it is usually there), soak ("soak on Monday evening"; empty for most).

    Raises
    ------
    PlannerError
        If `eaters` is not a number of people that can be shopped for.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "banana", 1.5), Entry("19:00", "banana", 1.0)])
    >>> shopping_list(day, eaters=2)[["bought_as", "eaten_g", "buy"]].values.tolist()
    [['bananas', 590.0, '5 bananas (930 g)']]
    """
    if not isinstance(eaters, int) or not EATERS[0] <= eaters <= EATERS[1]:
        raise PlannerError(f"can't shop for {eaters!r} people: take a whole number from {EATERS[0]} to {EATERS[1]}")
    eaten = _eaten(plan, eaters)
    things: dict[str, list[dict]] = {}
    evenings: dict[str, list[str]] = {}
    for one in soakings(plan):
        evenings.setdefault(one.food, []).append(f"{one.start:%A}")
    for food in eaten.to_dict("records"):
        things.setdefault(food["bought_as"], []).append(food)
    rows = [_line(thing, foods, evenings, len(plan.days)) for thing, foods in things.items()]
    aisles = list(read("aisles")["aisle"])
    rows.sort(key=lambda row: (_aisle_order(row["aisle"], aisles), row["bought_as"].lower()))
    return pd.DataFrame(rows, columns=COLUMNS)


def to_text(shopping: pd.DataFrame) -> str:
    """A shopping list as plain lines with a box to tick, for a messenger.

    Parameters
    ----------
    shopping : pandas.DataFrame
        Of `shopping_list`.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "apple", 2.0), Entry("13:00", "sugar", 3.0)])
    >>> print(to_text(shopping_list(day)))
    Fruit
    ☐ 2 apples (410 g)
    <BLANKLINE>
    On your shelf, have a look
    ☐ sugar: 1 tbsp (12 g)
    """
    return "\n\n".join(
        "\n".join([title, *(f"{'☑' if row['have'] else '☐'} {line_text(row)}" for row in lines)])
        for title, lines in sections(shopping)
    )


def sections(shopping: pd.DataFrame) -> list[tuple[str, list[dict]]]:
    """A shopping list as it is read: an aisle after the other, then what stands on the shelf.

    Parameters
    ----------
    shopping : pandas.DataFrame
        Of `shopping_list`.

    Returns
    -------
    list of (str, list of dict)
        Title and rows of each part.

    Examples
    --------
    >>> sections(pd.DataFrame(columns=COLUMNS))
    []
    """
    shelf = shopping["at_home"].astype(bool)
    parts = [(str(aisle).capitalize(), part) for aisle, part in shopping[~shelf].groupby("aisle", sort=False)]
    if shelf.any():
        parts.append((SHELF, shopping[shelf].sort_values("bought_as", kind="stable")))
    return [(title, part.to_dict("records")) for title, part in parts]


def line_text(row: dict) -> str:
    """A line of the list: the thing and how much of it.

    Parameters
    ----------
    row : dict
        A row of `shopping_list`.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> line_text(shopping_list(day).iloc[0].to_dict())
    'bottle of kefir, 2 to 3.9 % fat: 1 × 500 g; 257 g left: 1 day once opened'
    """
    more = "".join(f"; {words}" for words in (HAVE_IT if row["have"] else "", row["soak"], row["left"]) if words)
    if f" {row['bought_as']} (" in row["buy"]:
        return f"{row['buy']}{more}"
    return f"{row['bought_as']}: {how_much(row)}{more}"


def how_much(row: dict) -> str:
    """How much of a thing to buy; where the grams to buy are unknown, cups and spoons are what helps in a shop.

    Parameters
    ----------
    row : dict
        A row of `shopping_list`.

    Examples
    --------
    >>> how_much({"buy": "for 30 g eaten", "measure": "2 tbsp", "buy_g": math.nan, "at_home": False})
    'for 30 g eaten (2 tbsp)'
    """
    cups = f" ({row['measure']})" if math.isnan(row["buy_g"]) and not row["at_home"] else ""
    return f"{row['buy']}{cups}"


def _eaten(plan: Plan, eaters: int) -> pd.DataFrame:
    """One row for each food of the plan: grams and servings of all eaters, how it is bought, whether it is at home."""
    sums = servings_frame(plan).groupby("food", sort=False)[["grams", "servings"]].sum() * eaters
    table = plan.foods.frame.loc[sums.index]
    eaten = pd.concat([table[["name", "serving", "serving_g", "as_bought_g", "bought_as", "aisle"]], sums], axis=1)
    eaten["bought_as"] = eaten["bought_as"].where(eaten["bought_as"] != "", eaten["name"])
    aisles = read("aisles")
    kept = table["aisle"].isin(aisles.loc[aisles["at_home"] == "yes", "aisle"])
    roles = table["roles"].map(lambda cell: bool(KEPT_ROLES & set(str(cell).split()))).astype(bool)
    shelf = table["group"].isin(KEPT_GROUPS) & ~table["aisle"].isin(FRESH)
    eaten["at_home"] = kept | roles | shelf
    eaten["have"] = eaten.index.isin(plan.preferences.at_home)
    return eaten[eaten["bought_as"] != TAP].rename_axis("food").reset_index()


def _line(thing: str, foods: list[dict], evenings: dict[str, list[str]], days: int) -> dict:
    """The line of one thing to buy; `evenings` are those on which a food is soaked, `days` those of the plan."""
    known = [food for food in foods if not math.isnan(food["as_bought_g"])]
    exact = sum(food["grams"] * food["as_bought_g"] / 100 for food in known)
    shelf, have = all(food["at_home"] for food in foods), any(food["have"] for food in foods)
    pack = next((packs()[food["food"]] for food in foods if food["food"] in packs()), None)
    used = "; ".join(pot_measure(food["serving"], food["servings"]) for food in foods)
    left_g, left = math.nan, ""
    if len(known) < len(foods):
        rest = sum(food["grams"] for food in foods if food not in known)
        least = f"at least {_as_sold(exact, *_pieces(thing, known, exact)).words}, and " if known else ""
        grams, text = math.nan, f"{least}for {rest:,.0f} g eaten"
    elif shelf or have or pack is None:
        bought = _as_sold(exact, *_pieces(thing, known, exact))
        grams, text = bought.grams, bought.words
    else:
        needed, bought = _in_packs(pack, exact, *_pieces(thing, known, exact))
        grams, text, left_g = bought.grams, bought.words, round(bought.grams - needed, 2)
        if left_g >= LEAST_LEFT_G and (pack.sizes or bought.about):
            left = f"{'about ' if bought.about else ''}{_round(left_g, bought)} g left: {pack.keeps(days)}"
    if shelf:
        weight = sum(food["grams"] for food in foods)
        weighed = f" ({weight:,.0f} g)" if weight >= LEAST_WEIGHED_G else ""
        text = f"for {used}" if math.isnan(grams) else f"{used}{weighed}"
    soaked = dict.fromkeys(evening for food in foods for evening in evenings.get(food["food"], ()))
    return {
        "aisle": foods[0]["aisle"] or OTHER,
        "food": " ".join(food["food"] for food in foods),
        "name": "; ".join(food["name"] for food in foods),
        "bought_as": thing,
        "eaten_g": round(sum(food["grams"] for food in foods), 2),
        "buy_g": grams,
        "buy": text,
        "measure": used,
        "at_home": shelf,
        "have": have,
        "soak": f"soak on {listed(soaked)} evening" if soaked else "",
        "left_g": left_g,
        "left": left,
    }


def _in_packs(pack: Pack, exact: float, pieces: float, noun: str) -> tuple[float, Bought]:
    """How much is needed [g], and what to buy of a thing that comes in packs, as a whole, or loose."""
    if pack.piece == EGGS and pieces:  # six eggs are six eggs, whatever they weigh when they are fried
        exact = pieces * pack.sizes[0] / pack.pieces[0]
    if pack.whole and pieces:  # the food table knows its pieces better
        return exact, _as_sold(exact, pieces, noun)
    return exact, bought_in_packs(pack, exact) or _as_sold(exact, pieces, noun)


def _round(grams: float, bought: Bought) -> str:
    """What is left over in words: of an estimate no more than tens of grams."""
    return f"{round(grams, -1):,.0f}" if bought.about else f"{grams:,.0f}"


def _pieces(thing: str, known: list[dict], exact: float) -> tuple[float, str]:
    """How many pieces a thing to buy comes to, and what a piece is called; 0 where it is sold by weight."""
    whole, noun, weight = 0.0, "", 0.0
    for food in known:
        found = _PIECE.match(food["serving"])
        if found and _is_piece(thing, found["noun"]) and food["serving_g"] / float(found["number"]) >= SMALLEST_PIECE_G:
            whole += food["grams"] / food["serving_g"] * float(found["number"])
            weight += food["grams"] * food["as_bought_g"] / 100
            noun = found["noun"].strip()
    # the rest of the same thing, such as carrots by the cup, in pieces of that weight
    return (whole * exact / weight if weight else 0.0), noun


def _is_piece(thing: str, noun: str) -> bool:
    """Whether the measure is a piece of what is bought: "1 medium pepper" of "red peppers", no cup of milk."""
    one, many = measure(f"1 {noun.strip()}", 1)[2:], measure(f"1 {noun.strip()}", 2)[2:]
    return bool(re.search(rf"\b({re.escape(one)}|{re.escape(many)})\b", thing))


def _as_sold(exact: float, pieces: float, noun: str) -> Bought:
    """What to buy loose, by the piece or by weight, rounded up to what shops sell."""
    if not pieces:
        grams = _rounded_up(exact, SMALL_STEP_G)
        grams = grams if grams < LARGE_FROM_G else _rounded_up(exact, LARGE_STEP_G)
        return Bought(f"{grams:,.0f} g", grams)
    whole = _rounded_up(pieces, 1)
    grams = _rounded_up(exact / pieces * whole, PIECES_STEP_G)
    return Bought(f"{measure(f'1 {noun}', whole)} ({grams:,.0f} g)", grams)


def _rounded_up(amount: float, step: int) -> float:
    """The amount rounded up to whole steps; the dust of floating point is no reason for one more."""
    return float(max(1, math.ceil(round(amount / step, 6))) * step)


def _aisle_order(aisle: str, aisles: list[str]) -> tuple[int, str]:
    return (aisles.index(aisle), "") if aisle in aisles else (len(aisles), aisle)
