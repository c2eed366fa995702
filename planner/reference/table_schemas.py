"""What each table of ``data/`` must be: its columns, their kinds and the words they take."""

import pandera.pandas as pa

from planner.reference.schema_columns import FILLED, MONTHS, ROW_NUMBERS, SOURCE, among, number, table, text, words_of

SYSTEMS = ("dri", "efsa")
STAGES = ("adult", "pregnant", "lactating")
CONDITIONS = ("nausea", "kidney_potassium", "ace_inhibitor", "gestational_diabetes")
# in which a menu rule has other bounds; where two have a row for it, the later one holds
SITUATIONS = ("trimester_1", "trimester_2", "trimester_3", *reversed(CONDITIONS))
SEXES = ("female", "male")
LANGUAGES = ("de", "fr", "es", "it", "pl", "ru")  # whose food tables are understood beside English ones
NUTRIENT_GROUPS = ("energy", "macronutrient", "fatty acid", "cramp mineral", "mineral", "vitamin", "other")
ACTIVITIES = ("sedentary", "low_active", "active", "very_active")
KITCHEN_BASES = ("published", "mixed", "general")  # read somewhere, in part, or general knowledge
SLOTS = ("breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner", "evening_snack")
KITCHENS = ("eastern_european", "mediterranean", "plain", "middle_eastern", "asian", "indian", "latin")

SCHEMAS = {
    "nutrients": table(
        {
            "nutrient": text(FILLED, unique=True),
            "label": text(FILLED, unique=True),
            "unit": text(among("kcal", "g", "mg", "µg")),
            "decimals": pa.Column(int, pa.Check.in_range(0, 3)),
            "group": text(among(*NUTRIENT_GROUPS)),
            "most_per_100g": number(pa.Check.gt(0), nullable=False),
            "g_per_mol": number(pa.Check.gt(0)),
            "ug_per_iu": number(pa.Check.gt(0)),
            "required": text(among("yes", "")),  # whether a food table without its column is refused
            "source": SOURCE,
        }
    ),
    "reference_intakes": table(
        {
            "system": text(among(*SYSTEMS)),
            "stage": text(among(*STAGES)),
            "sex": text(among(*SEXES)),
            "trimester": number(among(1, 2, 3)),
            "half_year": number(among(1, 2)),
            "age_min": number(pa.Check.in_range(14, 50), nullable=False),
            "age_max": number(pa.Check.in_range(14, 50), nullable=False),
            "nutrient": text(FILLED),
            "kind": text(among("RDA", "AI", "PRI", "safe and adequate", "")),
            "value": number(pa.Check.gt(0)),
            "per": text(among("day", "MJ", "kg")),
            "upper": number(pa.Check.gt(0)),
            "upper_scope": text(among("total", "supplement", "preformed", "synthetic", "cdrr", "")),
            "source": SOURCE,
        }
    ),
    "constants": table(
        {
            "key": text(FILLED, unique=True),
            "value": number(nullable=False),
            "unit": text(),
            "what": text(FILLED),
            "source": SOURCE,
        }
    ),
    "energy_equations": table(
        {
            "edition": pa.Column(int, among(2005, 2023)),
            "group": text(among("woman", "girl", "man", "pregnant")),
            "activity": text(among(*ACTIVITIES)),
            "constant": number(nullable=False),
            "per_year": number(nullable=False),
            "factor": number(pa.Check.gt(0), nullable=False),
            "per_cm": number(nullable=False),
            "per_kg": number(nullable=False),
            "growth": number(pa.Check.ge(0), nullable=False),
            "source": SOURCE,
        },
        unique=["edition", "group", "activity"],
    ),
    "roles": table(
        {
            "role": text(FILLED, unique=True),
            "what": text(FILLED),
            "per_day": pa.Column(int, pa.Check.ge(1)),
            "per_week": pa.Column(int, pa.Check.ge(1)),
            "kinds": pa.Column(int, pa.Check.ge(0)),  # 0: of earlier food tables, no dish asks for it
        }
    ),
    "dishes": table(
        {
            "dish": text(FILLED, unique=True),
            "title": text(FILLED, unique=True),
            "slots": text(FILLED),
            "kitchen": text(words_of(*KITCHENS)),
            "parts": text(FILLED),
            "fixed": text(),
            "sides": text(),
            "hands_on": pa.Column(int, pa.Check.in_range(1, 120)),
            "total": pa.Column(int, pa.Check.in_range(1, 240)),
            "keeps": text(FILLED),
            "tags": text(pa.Check.str_contains("warm|cold")),
            "evening_before": text(),
            "steps": text(FILLED),
        }
    ),
    # the first row that fits a dish: its kind of keeping, and a group or role that a food of it has; empty fits any
    "pictures": table(
        {"keeps": text(), "has": text(), "picture": text(FILLED), "words": text(FILLED)}, unique=["keeps", "has"]
    ),
    "preparation": table(
        {
            "preparation": text(FILLED, unique=True),
            "kind": text(among("from dry", "cooked ahead", "frozen", "left over")),
            "match": text(),
            "soak_hours": number(pa.Check.ge(0)),
            "hard_boil_minutes": number(pa.Check.gt(0)),
            "boil_minutes_low": number(pa.Check.gt(0)),
            "boil_minutes_high": number(pa.Check.gt(0)),
            "cool_hours": number(pa.Check.gt(0)),
            "fridge_hours": number(pa.Check.gt(0)),
            "words": text(),
            "source": SOURCE,
        }
    ),
    "keeping": table(
        {
            "section": text(among("dish", "rule")),
            "kind": text(FILLED, unique=True),
            "fridge_days": number(pa.Check.in_range(0, 30)),
            "usda_days_low": number(pa.Check.in_range(0, 30)),
            "usda_days_high": number(pa.Check.in_range(0, 30)),
            "freezes": text(among("yes", "no", "")),
            "freezer_months": text(pa.Check.str_matches(r"^(\d+(-\d+)?)?$")),
            "reheat": text(),
            "advice": text(),
            "mark": text(among("V", "V2", "GK")),
            "foodkeeper_id": text(ROW_NUMBERS),
            "source": SOURCE,
        }
    ),
    "packs": table(
        {
            "food": text(FILLED, unique=True),
            "pack_g": text(pa.Check.str_matches(r"^(loose|\d+)( \d+)*$")),
            "pack_note": text(),
            "keeps_days": number(pa.Check.ge(1), nullable=False),
            "keeps_days_most": number(pa.Check.ge(1), nullable=False),
            "counted_from": text(among("opened", "bought")),
            "freezes": text(among("yes", "no")),
            "pack_basis": text(among(*KITCHEN_BASES)),
            "keep_basis": text(among(*KITCHEN_BASES)),
            "note": text(),
            "foodkeeper_id": text(ROW_NUMBERS),
            "source": SOURCE,
        }
    ),
    "seasons": table(
        {
            "food": text(FILLED, unique=True),
            "field_months": text(MONTHS),
            "store_months": text(MONTHS),
            "import_all_year": text(among("yes", "no")),
            "shops_all_year": text(among("yes", "no")),
            "basis": text(among(*KITCHEN_BASES)),
            "note": text(),
            "source": SOURCE,
        }
    ),
    "pairing_rules": table(
        {
            "rule": text(FILLED, unique=True),
            "hinderer": text(among("oxalate", "tannin", "flour", "cocoa", "bran")),
            "affects": text(FILLED),
            "at_stake_mg": number(pa.Check.gt(0), nullable=False),
            "hours_apart": number(pa.Check.ge(0), nullable=False),
            "modes": text(pa.Check.str_contains("article|measured")),
            "claim": text(FILLED),
            "verdict": text(among("supported", "mixed", "weak", "contradicted")),
            "size_low": number(pa.Check.ge(0), nullable=False),
            "size_high": number(pa.Check.ge(0), nullable=False),
            "size_unit": text(
                among("mg per mg soluble oxalate", "mg per 100 g", "share of absorbed", "share of iron taken up")
            ),
            "article_says": text(FILLED),
            "measured": text(FILLED),
            "advice": text(FILLED),
            "source": SOURCE,
        }
    ),
    "calcium_absorption": table(
        {
            "food": text(FILLED, unique=True),
            "index": number(pa.Check.in_range(0, 2), nullable=False),
            "low": number(pa.Check.in_range(0, 2)),
            "high": number(pa.Check.in_range(0, 2)),
            "basis": text(among("measured", "analogy", "assumed")),
            "source": SOURCE,
        }
    ),
    "oxalate": table(
        {
            "food": text(FILLED, unique=True),
            "soluble_low": number(pa.Check.ge(0)),
            "soluble_high": number(pa.Check.ge(0)),
            "total_low": number(pa.Check.ge(0)),
            "total_high": number(pa.Check.ge(0)),
            "basis": text(among("measured", "analogy", "assumed")),
            "source": SOURCE,
        }
    ),
    "menu_rules": table(
        {
            "rule": text(FILLED),
            "subject": text(FILLED),
            "level": text(among("meal", "day", "week", "all")),
            "when": text(among("", *SITUATIONS)),
            "lower": number(pa.Check.ge(0)),
            "upper": number(pa.Check.ge(0)),
            "unit": text(),
            "kind": text(among("hard", "soft")),
            "weight": number(pa.Check.ge(0), nullable=False),
            "why": text(FILLED),
            "source": SOURCE,
        },
        unique=["rule", "subject", "when"],
    ),
    "safety": table(
        {
            "key": text(FILLED, unique=True),
            "level": text(among("phone", "ask", "refuse", "limit", "warn", "germ", "doctor")),
            "topic": text(FILLED),
            "what": text(FILLED),
            "sign": text(),
            "match": text(),
            "action": text(FILLED),
            "why": text(FILLED),
            "source": SOURCE,
        }
    ),
    "foreign_names": table(
        {
            "rule": text(FILLED),
            "language": text(among("en", *LANGUAGES)),
            "names": text(FILLED),
        },
        unique=["rule", "language", "names"],
    ),
    "evidence": table(
        {
            "key": text(FILLED, unique=True),
            "advice": text(FILLED),
            "article": text(),
            "article_says": text(FILLED),
            "found": text(FILLED),
            "verdict": text(among("supported", "mixed", "weak", "contradicted", "harmful", "untested")),
            "certainty": text(among("moderate", "low", "very low", "none")),
            "source": SOURCE,
        }
    ),
    "article": table({"claim": text(pa.Check.str_matches(r"^A\d+$"), unique=True), "text": text(FILLED)}),
    "besides_food": table(
        {
            "when": text(among("cramp", "prevent")),
            "step": text(FILLED, unique=True),
            "claim": text(among("A21", "A22")),
            "source": SOURCE,
        }
    ),
    "terms": table(
        {
            "term": text(FILLED, unique=True),
            "name": text(FILLED, unique=True),
            "short": text(FILLED),
            "long": text(FILLED),
            "source": SOURCE,
        }
    ),
    "column_names": table(
        {
            "column": text(FILLED),
            "name": text(FILLED),
            "kind": text(among("header", "fdc", "ciqual", "salt", *LANGUAGES)),
        },
        unique=["name"],
    ),
    "food_groups": table(
        {
            "system": text(among("fdc", "ciqual", "bls", *LANGUAGES)),
            "name": text(FILLED),
            "when": text(),
            "group": text(FILLED),
            "diet": text(among("", "vegan", "vegetarian", "fish", "meat")),
            "fit": text(among("exact", "nearest")),
            "source": SOURCE,
        },
        unique=["system", "name", "when"],
    ),
    "aisles": table({"aisle": text(FILLED, unique=True), "at_home": text(among("yes", "")), "source": SOURCE}),
    "references": table({"key": text(FILLED, unique=True), "citation": text(FILLED), "url": text(), "licence": text()}),
}
