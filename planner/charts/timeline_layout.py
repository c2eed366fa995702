"""Where the marks of a day's timeline stand: minutes across, pixels down; one row a mark."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.charts.palette import MINERALS, STATUSES
from planner.charts.timeline_rows import CALCIUM
from planner.reference.nutrients import nutrients
from planner.reference.units import minutes

BLUE = MINERALS[CALCIUM]
ROOMY = 620  # from this width on there is room for longer words [px]
HEAD, BARS, GAP, LINE = 24, 190, 12, 20  # heights of a heading, of the bars, between lanes, of a line of words [px]
FLOOR = HEAD + BARS  # where the bars stand [px from above]
HALF, THIN = 20, 11  # half the breadth of a bar, and of one for what is had anyway [min]
NARROW, LETTER = 290, 6.4  # the axis on a phone, and a letter beside it [px]
WORTH_WORDS, WORTH_A_RANGE = 0.12, 0.04  # from this share of the height on


@dataclass(frozen=True)
class Clock:
    """Where things stand: minutes from `first` to `last` across, milligrams up to `top`."""

    first: int
    last: int
    top: float

    def up(self, mg: float) -> float:
        """Height of an amount [px from above]."""
        return FLOOR - BARS * mg / self.top

    def along(self, minute: float) -> float:
        """How far along the axis a minute stands, 0 to 1."""
        return (minute - self.first) / (self.last - self.first)

    def late(self, minute: float) -> bool:
        """Whether words had better stand to the left, since the right edge is near."""
        return self.along(minute) > 0.68


def shaded_hours(hinderers: list[dict], bottom: float) -> Iterable[dict]:
    """A soft band behind bars and hinderers alike, at the hours to keep free of foods rich in the mineral."""
    for first, last in _joined((row["first"], row["last"]) for row in hinderers):
        if first < last:
            yield {"x": first, "x2": last, "y": HEAD, "y2": bottom, "ink": STATUSES["short"], "fill": 0.15, "edge": 0.0}


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap or touch, made one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            first, last = found[-1][0], max(last, found.pop()[1])
        found.append((first, last))
    return found


def bars(eaten: list[dict], clock: Clock) -> Iterable[dict]:
    for row in eaten:
        if row["eaten"] > 0:
            at, half = _place(row, eaten)
            y = clock.up(row["eaten"])
            yield {"x": at - half, "x2": at + half, "y": y, "y2": FLOOR, "ink": BLUE, "fill": 0.3, "edge": 1.0}


def absorbed(eaten: list[dict], clock: Clock) -> Iterable[dict]:
    """On each bar the estimated absorbed: a stroke from lowest to highest, a short one across at the middle."""
    for row in eaten:
        if row["eaten"] > WORTH_A_RANGE * clock.top:
            at, half = _place(row, eaten)
            low, middle, high = (clock.up(row[name]) for name in ("low", "central", "high"))
            yield {"x": at, "x2": at, "y": low, "y2": high, "thick": 5}
            yield {"x": at - 0.7 * half, "x2": at + 0.7 * half, "y": middle, "y2": middle, "thick": 3}


def _place(row: dict, eaten: list[dict]) -> tuple[float, float]:
    """Middle and half breadth of a bar [min]; what is had anyway close to a meal stands beside it."""
    if not row["habit"]:
        return row["minute"], HALF
    near = [one["minute"] for one in eaten if not one["habit"] and abs(one["minute"] - row["minute"]) < HALF + THIN]
    return (near[0] + HALF + THIN + 1 if near else row["minute"]), THIN


def amount_words(eaten: list[dict], clock: Clock) -> Iterable[dict]:
    """What is eaten above each bar, what is absorbed beside it; the tallest bar says which is which."""
    tallest = max(eaten, key=lambda row: row["eaten"])
    tall = [row for row in eaten if row["eaten"] > WORTH_A_RANGE * clock.top]
    for row in eaten:
        at, half = _place(row, eaten)
        share = row["eaten"] / clock.top
        if row["unknown"] == row["foods"]:
            if not row["habit"]:
                yield _text(at, FLOOR - 8, "?", "no figure", weight=600)
            continue
        if not row["habit"] or share > WORTH_WORDS:
            figure = f"{'≥ ' if row['unknown'] else ''}{row['eaten']:,.0f}"
            many = f"{figure} mg eaten" if row is tallest else f"{figure} mg"
            yield _text(at, clock.up(row["eaten"]) - 9, figure, many, weight=600)
        alone = not any(one is not row and abs(one["minute"] - row["minute"]) < 3 * HALF for one in tall)
        if share > WORTH_WORDS and alone:
            about = f"≈ {row['central']:,.0f}"
            many = f"{about} mg absorbed" if row is tallest else f"{about} mg"
            yield _text(at + half, clock.up(row["central"]), about, many, "left", size=11)


def bound_line(bound: float, clock: Clock) -> Iterable[dict]:
    y = clock.up(bound)
    yield {"x": clock.first, "x2": clock.last, "y": y, "y2": y, "thick": 1}


def bound_words(eaten: list[dict], bound: float, clock: Clock) -> Iterable[dict]:
    """The words stand over the smallest of the meals between the first and the last, where no bar comes near."""
    meals = [row for row in eaten if not row["habit"]]
    over = min(meals[1:-1] or meals, key=lambda row: row["eaten"], default=None)
    at = over["minute"] if over else (clock.first + clock.last) / 2
    mg = nutrients()[CALCIUM].text(bound)
    yield _text(at, clock.up(bound) - 8, f"best up to {mg}", f"{mg}: best no more in one meal", size=11)


def meals_heading() -> tuple[str, str]:
    return (
        "Calcium eaten [mg]; stroke ≈: taken up",
        "Calcium by meal: the bar is what is eaten, the stroke on it the estimated absorbed, lowest to highest",
    )


def hinderers_heading(hinderers: list[dict]) -> tuple[str, str]:
    if not hinderers:
        return ("Nothing that hinders on this day",) * 2
    short = "What hinders; keep calcium low where shaded"
    return short, "What hinders calcium or iron; keep both low in the shaded hours"


def clear_heading(clear: list[tuple[str, str]], eaten: list[dict]) -> tuple[str, str]:
    if len({row["minute"] for row in eaten}) < 2:
        return "", ""  # there are no hours between meals
    if not clear:
        return "No good hour for tea or coffee", "No good hour for tea or coffee between the meals"
    return "Tea and coffee do no harm", "Tea and coffee do no harm at these hours"


def name_lines(hinderers: list[dict], clock: Clock) -> list[int]:
    """The line on which each name stands, so that none covers another on a phone."""
    ends: list[float] = []
    found = []
    for row in hinderers:
        at, long = clock.along(row["minute"]) * NARROW, 14 + LETTER * len(row["text"])
        start, end = (at - long, at + 8) if clock.late(row["minute"]) else (at - 8, at + long)
        n = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[n : n + 1] = [end]
        found.append(n)
    return found


def hinderer_signs(hinderers: list[dict], lines: list[int], top: float) -> Iterable[dict]:
    for row, line in zip(hinderers, lines, strict=True):
        shape, ink = ("triangle-up", STATUSES["over"]) if row["flagged"] else ("circle", STATUSES["short"])
        yield {"x": row["minute"], "y": top + LINE * (line + 0.5), "sign": shape, "ink": ink}


def hinderer_names(hinderers: list[dict], lines: list[int], top: float, clock: Clock) -> Iterable[dict]:
    for row, line in zip(hinderers, lines, strict=True):
        align = "right" if clock.late(row["minute"]) else "left"
        weight = 600 if row["flagged"] else 400
        yield _text(row["minute"], top + LINE * (line + 0.5), row["text"], align=align, aside=9, weight=weight)


def clear_bands(clear: list[tuple[str, str]], top: float) -> Iterable[dict]:
    for first, last in clear:
        x, x2 = minutes(first), minutes(last)
        yield {"x": x, "x2": x2, "y": top, "y2": top + LINE - 2, "ink": STATUSES["covered"], "fill": 0.35, "edge": 1.0}


def clear_words(clear: list[tuple[str, str]], top: float, clock: Clock) -> Iterable[dict]:
    """From and to, where the band is long enough; on a broad screen that is the case sooner."""
    for first, last in clear:
        x, x2 = minutes(first), minutes(last)
        hours, broad = f"{first}–{last}", clock.along(x2) - clock.along(x)
        few, many = (hours if broad * width > LETTER * len(hours) else "" for width in (NARROW, ROOMY))
        yield _text((x + x2) / 2, top + LINE / 2, few, many, size=11)


def heading(top: float, clock: Clock, few: str, many: str) -> dict:
    return _text(clock.first, top + HEAD / 2, few, many, "left", aside=0, weight=600)


def _text(
    x: float,
    y: float,
    few: str,
    many: str = "",
    align: str = "center",
    aside: int = 4,
    size: int = 12,
    weight: int = 400,
) -> dict:
    """Words at a place: `few` on a phone, `many` on a broad screen."""
    dx = {"center": 0, "left": aside, "right": -aside}[align]
    return {"x": x, "y": y, "few": few, "many": many or few, "align": align, "dx": dx, "size": size, "weight": weight}
