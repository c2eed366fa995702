"""What each table of ``data/`` must be: its columns, their kinds and the words they take."""

import pandera.pandas as pa

SYSTEMS = ("dri", "efsa")
STAGES = ("adult", "pregnant", "lactating")
CONDITIONS = ("nausea", "kidney_potassium", "ace_inhibitor", "gestational_diabetes")
# in which a menu rule has other bounds; where two have a row for it, the later one holds
SITUATIONS = ("trimester_1", "trimester_2", "trimester_3", *reversed(CONDITIONS))
SEXES = ("female", "male")
LANGUAGES = ("de", "fr", "es", "it", "pl", "ru")  # whose food tables are understood beside English ones
NUTRIENT_GROUPS = ("energy", "macronutrient", "fatty acid", "cramp mineral", "mineral", "vitamin", "other")
ACTIVITIES = ("sedentary", "low_active", "active", "very_active")
SLOTS = ("breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner", "evening_snack")


def _text(*checks: pa.Check, **options: bool) -> pa.Column:
    return pa.Column(str, list(checks), **options)


def _number(*checks: pa.Check, **options: bool) -> pa.Column:
    return pa.Column(float, list(checks), coerce=True, **{"nullable": True, **options})


_filled = pa.Check.str_length(min_value=1)
_source = _text(_filled)


def _one_of(*values: str | int) -> pa.Check:
    return pa.Check.isin(values)


def _table(columns: dict[str, pa.Column], unique: list[str] | None = None) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=unique)


SCHEMAS = {
    "nutrients": _table(
        {
            "nutrient": _text(_filled, unique=True),
            "label": _text(_filled, unique=True),
            "unit": _text(_one_of("kcal", "g", "mg", "µg")),
            "decimals": pa.Column(int, pa.Check.in_range(0, 3)),
            "group": _text(_one_of(*NUTRIENT_GROUPS)),
            "most_per_100g": _number(pa.Check.gt(0), nullable=False),
            "g_per_mol": _number(pa.Check.gt(0)),
            "ug_per_iu": _number(pa.Check.gt(0)),
            "required": _text(_one_of("yes", "")),  # whether a food table without its column is refused
            "source": _source,
        }
    ),
    "reference_intakes": _table(
        {
            "system": _text(_one_of(*SYSTEMS)),
            "stage": _text(_one_of(*STAGES)),
            "sex": _text(_one_of(*SEXES)),
            "trimester": _number(_one_of(1, 2, 3)),
            "half_year": _number(_one_of(1, 2)),
            "age_min": _number(pa.Check.in_range(14, 50), nullable=False),
            "age_max": _number(pa.Check.in_range(14, 50), nullable=False),
            "nutrient": _text(_filled),
            "kind": _text(_one_of("RDA", "AI", "PRI", "safe and adequate", "")),
            "value": _number(pa.Check.gt(0)),
            "per": _text(_one_of("day", "MJ", "kg")),
            "upper": _number(pa.Check.gt(0)),
            "upper_scope": _text(_one_of("total", "supplement", "preformed", "synthetic", "cdrr", "")),
            "source": _source,
        }
    ),
    "constants": _table(
        {
            "key": _text(_filled, unique=True),
            "value": _number(nullable=False),
            "unit": _text(),
            "what": _text(_filled),
            "source": _source,
        }
    ),
    "energy_equations": _table(
        {
            "edition": pa.Column(int, _one_of(2005, 2023)),
            "group": _text(_one_of("woman", "girl", "man", "pregnant")),
            "activity": _text(_one_of(*ACTIVITIES)),
            "constant": _number(nullable=False),
            "per_year": _number(nullable=False),
            "factor": _number(pa.Check.gt(0), nullable=False),
            "per_cm": _number(nullable=False),
            "per_kg": _number(nullable=False),
            "growth": _number(pa.Check.ge(0), nullable=False),
            "source": _source,
        },
        unique=["edition", "group", "activity"],
    ),
    "roles": _table(
        {
            "role": _text(_filled, unique=True),
            "what": _text(_filled),
            "per_day": pa.Column(int, pa.Check.ge(1)),
            "per_week": pa.Column(int, pa.Check.ge(1)),
            "kinds": pa.Column(int, pa.Check.ge(1)),
        }
    ),
    "dishes": _table(
        {
            "dish": _text(_filled, unique=True),
            "title": _text(_filled, unique=True),
            "slots": _text(_filled),
            "parts": _text(_filled),
            "fixed": _text(),
            "sides": _text(),
            "minutes": pa.Column(int, pa.Check.in_range(1, 240)),
            "tags": _text(pa.Check.str_contains("warm|cold")),
            "method": _text(_filled),
        }
    ),
    "preparation": _table(
        {
            "preparation": _text(_filled, unique=True),
            "kind": _text(_one_of("from dry", "cooked ahead", "left over")),
            "match": _text(),
            "soak_hours": _number(pa.Check.ge(0)),
            "hard_boil_minutes": _number(pa.Check.gt(0)),
            "boil_minutes_low": _number(pa.Check.gt(0)),
            "boil_minutes_high": _number(pa.Check.gt(0)),
            "cool_hours": _number(pa.Check.gt(0)),
            "fridge_hours": _number(pa.Check.gt(0)),
            "words": _text(),
            "source": _source,
        }
    ),
    "pairing_rules": _table(
        {
            "rule": _text(_filled, unique=True),
            "hinderer": _text(_one_of("oxalate", "tannin", "flour", "cocoa", "bran")),
            "affects": _text(_filled),
            "at_stake_mg": _number(pa.Check.gt(0), nullable=False),
            "hours_apart": _number(pa.Check.ge(0), nullable=False),
            "modes": _text(pa.Check.str_contains("article|measured")),
            "claim": _text(_filled),
            "verdict": _text(_one_of("supported", "mixed", "weak", "contradicted")),
            "size_low": _number(pa.Check.ge(0), nullable=False),
            "size_high": _number(pa.Check.ge(0), nullable=False),
            "size_unit": _text(
                _one_of("mg per mg soluble oxalate", "mg per 100 g", "share of absorbed", "share of iron taken up")
            ),
            "article_says": _text(_filled),
            "measured": _text(_filled),
            "advice": _text(_filled),
            "source": _source,
        }
    ),
    "calcium_absorption": _table(
        {
            "food": _text(_filled, unique=True),
            "index": _number(pa.Check.in_range(0, 2), nullable=False),
            "low": _number(pa.Check.in_range(0, 2)),
            "high": _number(pa.Check.in_range(0, 2)),
            "basis": _text(_one_of("measured", "analogy", "assumed")),
            "source": _source,
        }
    ),
    "oxalate": _table(
        {
            "food": _text(_filled, unique=True),
            "soluble_low": _number(pa.Check.ge(0)),
            "soluble_high": _number(pa.Check.ge(0)),
            "total_low": _number(pa.Check.ge(0)),
            "total_high": _number(pa.Check.ge(0)),
            "basis": _text(_one_of("measured", "analogy", "assumed")),
            "source": _source,
        }
    ),
    "menu_rules": _table(
        {
            "rule": _text(_filled),
            "subject": _text(_filled),
            "level": _text(_one_of("meal", "day", "week", "all")),
            "when": _text(_one_of("", *SITUATIONS)),
            "lower": _number(pa.Check.ge(0)),
            "upper": _number(pa.Check.ge(0)),
            "unit": _text(),
            "kind": _text(_one_of("hard", "soft")),
            "weight": _number(pa.Check.ge(0), nullable=False),
            "why": _text(_filled),
            "source": _source,
        },
        unique=["rule", "subject", "when"],
    ),
    "safety": _table(
        {
            "key": _text(_filled, unique=True),
            "level": _text(_one_of("phone", "ask", "refuse", "limit", "warn", "germ", "doctor")),
            "topic": _text(_filled),
            "what": _text(_filled),
            "sign": _text(),
            "match": _text(),
            "action": _text(_filled),
            "why": _text(_filled),
            "source": _source,
        }
    ),
    "foreign_names": _table(
        {
            "rule": _text(_filled),
            "language": _text(_one_of("en", *LANGUAGES)),
            "names": _text(_filled),
        },
        unique=["rule", "language", "names"],
    ),
    "evidence": _table(
        {
            "key": _text(_filled, unique=True),
            "advice": _text(_filled),
            "article": _text(),
            "article_says": _text(_filled),
            "found": _text(_filled),
            "verdict": _text(_one_of("supported", "mixed", "weak", "contradicted", "harmful", "untested")),
            "certainty": _text(_one_of("moderate", "low", "very low", "none")),
            "source": _source,
        }
    ),
    "article": _table({"claim": _text(pa.Check.str_matches(r"^A\d+$"), unique=True), "text": _text(_filled)}),
    "besides_food": _table(
        {
            "when": _text(_one_of("cramp", "prevent")),
            "step": _text(_filled, unique=True),
            "claim": _text(_one_of("A21", "A22")),
            "source": _source,
        }
    ),
    "terms": _table(
        {
            "term": _text(_filled, unique=True),
            "name": _text(_filled, unique=True),
            "short": _text(_filled),
            "long": _text(_filled),
            "source": _source,
        }
    ),
    "column_names": _table(
        {
            "column": _text(_filled),
            "name": _text(_filled),
            "kind": _text(_one_of("header", "fdc", "ciqual", "salt", *LANGUAGES)),
        },
        unique=["name"],
    ),
    "food_groups": _table(
        {
            "system": _text(_one_of("fdc", "ciqual", "bls", *LANGUAGES)),
            "name": _text(_filled),
            "when": _text(),
            "group": _text(_filled),
            "diet": _text(_one_of("", "vegan", "vegetarian", "fish", "meat")),
            "fit": _text(_one_of("exact", "nearest")),
            "source": _source,
        },
        unique=["system", "name", "when"],
    ),
    "aisles": _table({"aisle": _text(_filled, unique=True), "at_home": _text(_one_of("yes", "")), "source": _source}),
    "references": _table(
        {"key": _text(_filled, unique=True), "citation": _text(_filled), "url": _text(), "licence": _text()}
    ),
}
