"""The commands that plan and check: ``cramp-planner plan | check | schema``."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from planner.assessment.advice import first_words
from planner.assessment.findings import findings_of
from planner.assessment.verdict import verdict_of
from planner.errors import PlannerError
from planner.exports import FORMATS, Handout, own_foods, read_plan, render, schema, write
from planner.foods.food_table import FoodTable, check_foods, load_foods
from planner.foods.food_warnings import warnings
from planner.menu.plan import Plan
from planner.optimize import plan_week
from planner.person.client_targets import LIKE as TARGET_LIKE
from planner.person.person import USUAL_KITCHENS, Person, Preferences
from planner.person.supplements import LIKE, prescribed
from planner.reference.nutrients import published
from planner.reference.table_schemas import CONDITIONS, KITCHENS, SEXES

OF_PERSON = "age sex stage trimester week half_year height_cm weight_kg activity conditions twins".split()
OF_PREFERENCES = (
    "system diet without exclude allow favourites at_home kitchens minutes leftovers season region pairings coffee tea "
    "chocolate spinach fortified_milk energy_kcal targets".split()
)
OF_HANDOUT = "client dietitian note paper eaters reminder timezone".split()
WITH_OPEN = {"opened", "foods", "out", *OF_HANDOUT}  # all other options are for planning

MOST_WARNINGS = 20


@click.command()
@click.option("--age", type=int, default=30, show_default=True, help="Whole years, 14 to 50.")
@click.option("--sex", type=click.Choice(SEXES), default="female", show_default=True)
@click.option(
    "--stage",
    type=click.Choice(["pregnant", "lactating", "adult"]),
    help="adult is anyone else.  [default: pregnant; for men adult]",
)
@click.option("--trimester", type=click.IntRange(1, 3), help="For the pregnant.  [default: 3]")
@click.option("--week", type=click.IntRange(1, 42), help="Week of pregnancy, in place of the trimester.")
@click.option("--half-year", type=click.IntRange(1, 2), help="For the nursing: months 0-6 or 7-12.  [default: 1]")
@click.option("--height-cm", type=float, default=165, show_default=True)
@click.option("--weight-kg", type=float, default=62, show_default=True, help="In pregnancy the weight before it.")
@click.option(
    "--activity",
    type=click.Choice(["sedentary", "low_active", "active", "very_active"]),
    default="low_active",
    show_default=True,
)
@click.option(
    "--condition", "conditions", multiple=True, type=click.Choice(CONDITIONS), help="What applies; repeatable."
)
@click.option("--twins", is_flag=True, help="Two children or more.")
@click.option(
    "--supplement",
    "supplements",
    multiple=True,
    metavar="'NUTRIENT AMOUNT MEAL'",
    help=f"What a doctor prescribed, such as '{LIKE}'; repeatable.",
)
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="'NUTRIENT AMOUNT: NOTE'",
    help=f"What a dietitian set, such as '{TARGET_LIKE}'; repeatable.",
)
@click.option("--system", type=click.Choice(["dri", "efsa"]), default="dri", show_default=True)
@click.option(
    "--diet",
    type=click.Choice(["omnivore", "pescatarian", "vegetarian", "vegan"]),
    default="omnivore",
    show_default=True,
)
@click.option(
    "--without", multiple=True, metavar="ALLERGEN", help="EU-14 allergen, or lactose, to leave out; repeatable."
)
@click.option("--exclude", multiple=True, metavar="FOOD", help="Food or group to leave out; repeatable.")
@click.option(
    "--allow", multiple=True, metavar="FOOD", help="Food to serve although its group is left out; repeatable."
)
@click.option(
    "--favourite", "favourites", multiple=True, metavar="FOOD", help="Food or group that is liked; repeatable."
)
@click.option("--at-home", multiple=True, metavar="FOOD", help="Food that is there to be used up; repeatable.")
@click.option(
    "--kitchen",
    "kitchens",
    multiple=True,
    type=click.Choice(KITCHENS),
    help=f"Whose dishes are liked; repeatable.  [default: {', '.join(USUAL_KITCHENS)}]",
)
@click.option(
    "--minutes",
    default="45,75",
    show_default=True,
    metavar="N[,WEEKEND]",
    help="Hands-on minutes in the kitchen a day, and at the weekend.",
)
@click.option(
    "--leftovers",
    type=click.Choice(["none", "some", "many"]),
    default="some",
    show_default=True,
    help="How many dinners are cooked for the next lunch too.",
)
@click.option(
    "--season",
    default="date",
    metavar="MONTH|off",
    help="Fresh foods of this month, 1 to 12 or its name.  [default: that of the first day]",
)
@click.option(
    "--region",
    type=click.Choice(["north", "south"]),
    default="north",
    show_default=True,
    help="Of the equator, for the seasons.",
)
@click.option("--pairings", type=click.Choice(["article", "measured"]), default="article", show_default=True)
@click.option("--coffee", multiple=True, metavar="HH:MM", help="A cup drunk anyway; repeatable.")
@click.option("--tea", multiple=True, metavar="HH:MM", help="A cup drunk anyway; repeatable.")
@click.option("--chocolate", multiple=True, metavar="HH:MM", help="Two squares eaten anyway; repeatable.")
@click.option("--spinach", multiple=True, metavar="HH:MM", help="A helping eaten anyway; repeatable.")
@click.option(
    "--fortified-milk/--plain-milk",
    default=None,
    help="Milk with vitamin D added, or without.  [default: fortified with dri, plain with efsa]",
)
@click.option("--energy-kcal", type=float, help="Energy target in place of the estimated one.")
@click.option("--days", type=click.IntRange(1, 14), default=7, show_default=True)
@click.option("--start", metavar="YYYY-MM-DD", help="First day.  [default: today]")
@click.option("--seed", type=int, default=0, show_default=True, help="Another number, another week.")
@click.option("--foods", type=click.Path(path_type=Path), help="A food table of your own (CSV).")
@click.option(
    "--open",
    "opened",
    type=click.Path(path_type=Path),
    metavar="FILE.json",
    help="Write this plan file anew, in place of planning.",
)
@click.option("--out", type=click.Path(path_type=Path), help=f"Write to a file: {', '.join(FORMATS)}.")
@click.option("--client", metavar="NAME", default="", help="Who it is for, on documents.")
@click.option("--dietitian", metavar="NAME", default="", help="Who it is from, on documents.")
@click.option("--note", metavar="TEXT", default="", help="A few lines to her, on documents.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--eaters", type=int, default=1, show_default=True, help="For how many is shopped, 1 to 12.")
@click.option("--reminder", type=int, metavar="MINUTES", help="The calendar reminds so long before each meal.")
@click.option("--timezone", default="", metavar="ZONE", help="Of the calendar, such as Europe/Berlin.")
@click.pass_context
def plan(context: click.Context, **given: Any) -> None:
    """Plan a week, or open a plan file; JSON on stdout without --out."""
    out = given["out"]
    if out is not None and out.suffix.lower() not in FORMATS:
        raise PlannerError(f"{out}: a plan can't be written as {out.suffix!r}: take {', '.join(FORMATS)}")
    if out is not None and not out.absolute().parent.is_dir():
        raise PlannerError(f"{out}: there is no folder {out.parent}; make it first")
    handout = Handout(**{key: given[key] for key in OF_HANDOUT})
    foods = load_foods(given["foods"])
    week = _planned(given, foods) if given["opened"] is None else _opened(context, foods)
    _warn(week)
    if out is None:
        click.echo(render(week, ".json").decode(), nl=False)
    else:
        write(week, out, handout)


def _warn(week: Plan) -> None:
    """Whom to phone or to ask first, and what does not hold, on stderr."""
    found = findings_of(week)
    said = verdict_of(week, found.checks)
    for line in (*first_words(found.advice), *([] if said.holds else [said.line])):
        click.echo(f"cramp-planner: {line}", err=True)


def _planned(given: dict[str, Any], foods: FoodTable) -> Plan:
    person = Person(
        **{key: given[key] for key in OF_PERSON if given[key] is not None},
        supplements=tuple(prescribed(text) for text in given["supplements"]),
    )
    preferences = Preferences(**{key: given[key] for key in OF_PREFERENCES})
    return plan_week(person, preferences, foods, start=date_of(given["start"]), days=given["days"], seed=given["seed"])


def _opened(context: click.Context, foods: FoodTable) -> Plan:
    """The plan of a file as it is; what differs from the food table in use is said on stderr."""
    for option in context.command.params:
        asked = context.get_parameter_source(option.name or "") == ParameterSource.COMMANDLINE
        if asked and option.name not in WITH_OPEN:
            raise PlannerError(f"{option.opts[0]} is for planning, and --open plans nothing: leave one of the two out")
    week = read_plan(context.params["opened"], foods)
    if said := str(own_foods(week, foods)):
        click.echo(f"cramp-planner: {said}; the plan keeps its own figures", err=True)
    return week


@click.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of the plan file."""
    click.echo(json.dumps(schema(), indent=1, ensure_ascii=False))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check a food table: exit 0, with warnings if need be, or 1 and one line for each fault."""
    faults = check_foods(file)
    for fault in faults:
        click.echo(fault)
    if faults:
        raise SystemExit(1)
    foods = load_foods(file)
    click.echo(f"{file}: {len(foods.frame)} foods, no faults")
    for line in _warned(foods):
        click.echo(f"warning: {line}")


def _warned(foods: FoodTable) -> list[str]:
    """What is worth a look in a whole table: its figures, and gaps in the foods that have a role."""
    found = warnings(foods)
    found = found[found["column"].isin(published()) | (foods.frame.loc[found["food"], "roles"] != "").to_numpy()]
    lines = [f"{row.food}: {row.what}" for row in found.head(MOST_WARNINGS).itertuples()]
    more = len(found) - len(lines)
    return [*lines, f"… and {more} more"] if more else lines


def date_of(text: str | None) -> date | None:
    """What ``--start`` says; None if it is not given."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise PlannerError(f"--start is {text!r}, which is no date: write it like 2026-11-23") from None
