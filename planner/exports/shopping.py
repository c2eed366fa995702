"""The shopping list of a plan: what to buy for what is eaten, in the order of the aisles."""

import math
import re

import pandas as pd

from planner.errors import PlannerError
from planner.menu.plan import Plan, servings_frame
from planner.menu.preparation import soakings
from planner.menu.wording import listed
from planner.reference.household_measures import measure
from planner.reference.tables import read

COLUMNS = ["aisle", "food", "name", "bought_as", "eaten_g", "buy_g", "buy", "measure", "at_home", "soak"]
EATERS = (1, 12)

TAP = "tap water"  # as `bought_as` of the food table has it
OTHER = "other"  # for foods of one's own table that name no aisle
KEPT_GROUPS, KEPT_ROLES = {"seasoning"}, {"sweetener"}  # beside the aisles of data/aisles.csv that are kept at home
# what shops sell: loose food by small steps, more of it by larger ones; a smaller piece is sold by weight
SMALL_STEP_G, LARGE_STEP_G, LARGE_FROM_G = 50, 100, 500
SMALLEST_PIECE_G = 20
PIECES_STEP_G = 10

_PIECE = re.compile(r"\s*(?P<number>[\d.]+)\s+(?:(?:small|medium|large)\s+)?(?P<noun>[^,]+)")


def shopping_list(plan: Plan, eaters: int = 1) -> pd.DataFrame:
    """What to buy for a plan, rounded up to what shops sell.

    Everything on the plates counts, what she has anyway too; water from the tap is not bought.
    Foods that share one thing to buy are one line.

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
    rows = [_line(thing, foods, evenings) for thing, foods in things.items()]
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
    >>> lines = [["fruit", "apples", "2 apples (410 g)", 410.0, False, ""], ["baking", "sugar", "50 g", 50.0, True, ""]]
    >>> print(to_text(pd.DataFrame(lines, columns=["aisle", "bought_as", "buy", "buy_g", "at_home", "soak"])))
    Fruit
    ☐ 2 apples (410 g)
    <BLANKLINE>
    Usually at home, have a look
    ☐ sugar: 50 g
    """
    home = shopping["at_home"].astype(bool)
    blocks = [(str(aisle).capitalize(), lines) for aisle, lines in shopping[~home].groupby("aisle", sort=False)]
    if home.any():
        blocks.append(("Usually at home, have a look", shopping[home]))
    return "\n\n".join(
        "\n".join([title, *(f"☐ {_line_text(row)}" for row in lines.to_dict("records"))]) for title, lines in blocks
    )


def _line_text(row: dict) -> str:
    soak = f"; {row['soak']}" if row["soak"] else ""
    if f" {row['bought_as']} (" in row["buy"]:
        return f"{row['buy']}{soak}"
    # where the grams to buy are unknown, cups and spoons are what helps in a shop
    cups = f" ({row['measure']})" if math.isnan(row["buy_g"]) else ""
    return f"{row['bought_as']}: {row['buy']}{cups}{soak}"


def _eaten(plan: Plan, eaters: int) -> pd.DataFrame:
    """One row for each food of the plan: grams and servings of all eaters, how it is bought, whether it is at home."""
    sums = servings_frame(plan).groupby("food", sort=False)[["grams", "servings"]].sum() * eaters
    table = plan.foods.frame.loc[sums.index]
    eaten = pd.concat([table[["name", "serving", "serving_g", "as_bought_g", "bought_as", "aisle"]], sums], axis=1)
    eaten["bought_as"] = eaten["bought_as"].where(eaten["bought_as"] != "", eaten["name"])
    aisles = read("aisles")
    kept = table["aisle"].isin(aisles.loc[aisles["at_home"] == "yes", "aisle"])
    roles = table["roles"].map(lambda cell: bool(KEPT_ROLES & set(str(cell).split()))).astype(bool)
    eaten["at_home"] = kept | roles | table["group"].isin(KEPT_GROUPS)
    return eaten[eaten["bought_as"] != TAP].rename_axis("food").reset_index()


def _line(thing: str, foods: list[dict], evenings: dict[str, list[str]]) -> dict:
    """The line of one thing to buy; `evenings` are those on which a food is soaked."""
    known = [food for food in foods if not math.isnan(food["as_bought_g"])]
    exact = sum(food["grams"] * food["as_bought_g"] / 100 for food in known)
    grams, text = _as_sold(exact, *_pieces(thing, known, exact)) if known else (math.nan, "")
    if len(known) < len(foods):
        rest = sum(food["grams"] for food in foods if food not in known)
        least = f"at least {text}, and " if text else ""
        grams, text = math.nan, f"{least}for {rest:,.0f} g eaten"
    soaked = dict.fromkeys(evening for food in foods for evening in evenings.get(food["food"], ()))
    return {
        "aisle": foods[0]["aisle"] or OTHER,
        "food": " ".join(food["food"] for food in foods),
        "name": "; ".join(food["name"] for food in foods),
        "bought_as": thing,
        "eaten_g": round(sum(food["grams"] for food in foods), 2),
        "buy_g": grams,
        "buy": text,
        "measure": "; ".join(measure(food["serving"], food["servings"]) for food in foods),
        "at_home": all(food["at_home"] for food in foods),
        "soak": f"soak on {listed(soaked)} evening" if soaked else "",
    }


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


def _as_sold(exact: float, pieces: float, noun: str) -> tuple[float, str]:
    """Grams to buy [g] and the line for them, rounded up to what shops sell."""
    if not pieces:
        grams = _rounded_up(exact, SMALL_STEP_G)
        grams = grams if grams < LARGE_FROM_G else _rounded_up(exact, LARGE_STEP_G)
        return grams, f"{grams:,.0f} g"
    whole = _rounded_up(pieces, 1)
    grams = _rounded_up(exact / pieces * whole, PIECES_STEP_G)
    return grams, f"{measure(f'1 {noun}', whole)} ({grams:,.0f} g)"


def _rounded_up(amount: float, step: int) -> float:
    """The amount rounded up to whole steps; the dust of floating point is no reason for one more."""
    return float(max(1, math.ceil(round(amount / step, 6))) * step)


def _aisle_order(aisle: str, aisles: list[str]) -> tuple[int, str]:
    return (aisles.index(aisle), "") if aisle in aisles else (len(aisles), aisle)
