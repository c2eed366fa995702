"""Food tables in her dietitian's language: headers, units and groups are understood, names stay as they are.

The tables are made up; their headers are those of the official ones.
"""

import pytest

import planner
from planner.foods.food_checks import COLUMNS
from planner.foods.importing import join_foods, match_columns, read_sheet, to_food_rows
from planner.foods.importing.group_matching import group_of
from planner.reference.table_schemas import LANGUAGES
from planner.reference.tables import read
from tests.foods.importing.files import text, workbook

FOODS = planner.load_foods()
OUT = (None, None)  # left out: the planner has no such column, or counts it otherwise


def same(column):
    return column, None


# header: what it is taken for, and the unit of its figures if that is another
BLS = {  # Bundeslebensmittelschlüssel 4.0: each figure with its origin and reference
    "BLS Code": same("source_id"),
    "Lebensmittelbezeichnung": same("name"),
    "Food name": OUT,
    "ENERCJ Energie (Kilojoule) [kJ/100g]": OUT,  # kcal stand beside it
    "ENERCC Energie (Kilokalorien) [kcal/100g]": same("energy_kcal"),
    "ENERCC Datenherkunft": OUT,
    "ENERCC Referenz": OUT,
    "WATER Wasser [g/100g]": same("water_g"),
    "PROT625 Protein (Nx6,25) [g/100g]": same("protein_g"),
    "FAT Fett [g/100g]": same("fat_g"),
    "CHO Kohlenhydrate, verfügbar [g/100g]": same("carbohydrate_g"),
    "FIBT Ballaststoffe, gesamt [g/100g]": same("fibre_g"),
    "FIBSOL Ballaststoffe, wasserlöslich [g/100g]": OUT,
    "VITA Vitamin A, Retinol-Äquivalent (RE) [µg/100g]": OUT,  # counts carotene twice as high
    "VITAA Vitamin A, Retinol-Aktivitäts-Äquivalent (RAE) [µg/100g]": same("vitamin_a_rae_ug"),
    "RETOL Retinol [µg/100g]": same("retinol_ug"),
    "VITD Vitamin D [µg/100g]": same("vitamin_d_ug"),
    "VITK Vitamin K [µg/100g]": same("vitamin_k_ug"),
    "THIA Vitamin B1 (Thiamin) [mg/100g]": same("thiamin_mg"),
    "RIBF Vitamin B2 (Riboflavin) [mg/100g]": same("riboflavin_mg"),
    "NIA Niacin [mg/100g]": same("niacin_mg"),
    "NIAEQ Niacin-Äquivalent [mg/100g]": OUT,  # counts tryptophan too
    "VITB6 Vitamin B6 [µg/100g]": ("vitamin_b6_mg", "µg"),
    "FOL Folat-Äquivalent [µg/100g]": same("folate_dfe_ug"),
    "VITB12 Vitamin B12 (Cobalamine) [µg/100g]": same("vitamin_b12_ug"),
    "VITC Vitamin C [mg/100g]": same("vitamin_c_mg"),
    "NA Natrium [mg/100g]": same("sodium_mg"),
    "K Kalium [mg/100g]": same("potassium_mg"),
    "CA Calcium [mg/100g]": same("calcium_mg"),
    "MG Magnesium [mg/100g]": same("magnesium_mg"),
    "P Phosphor [mg/100g]": same("phosphorus_mg"),
    "FE Eisen [mg/100g]": same("iron_mg"),
    "ZN Zink [mg/100g]": same("zinc_mg"),
    "SUGAR Zucker (Mono- und Disaccharide), gesamt [g/100g]": same("sugars_g"),
    "FASAT Fettsäuren, gesättigt, gesamt [g/100g]": same("saturated_fat_g"),
}
SWISS = {  # Schweizer Nährwertdatenbank
    "ID": OUT,
    "Name": same("name"),
    "Kategorie": same("group"),
    "Energie, Kilojoule (kJ)": OUT,
    "Energie, Kalorien (kcal)": same("energy_kcal"),
    "Fett, total (g)": same("fat_g"),
    "Fettsäuren, gesättigt (g)": same("saturated_fat_g"),
    "Kohlenhydrate, verfügbar (g)": same("carbohydrate_g"),
    "Zucker (g)": same("sugars_g"),
    "Nahrungsfasern (g)": same("fibre_g"),
    "Protein (g)": same("protein_g"),
    "Wasser (g)": same("water_g"),
    "Vitamin B6 (Pyridoxin) (mg)": same("vitamin_b6_mg"),
    "Vitamin C (Ascorbinsäure) (mg)": same("vitamin_c_mg"),
    "Vitamin D (Calciferol) (µg)": same("vitamin_d_ug"),
    "Folat (µg)": same("folate_ug"),
    "Kalium (K) (mg)": same("potassium_mg"),
    "Calcium (Ca) (mg)": same("calcium_mg"),
    "Magnesium (Mg) (mg)": same("magnesium_mg"),
    "Eisen (Fe) (mg)": same("iron_mg"),
}
FRENCH = {  # Ciqual
    "alim_grp_nom_fr": same("group"),
    "alim_ssgrp_nom_fr": same("group"),
    "alim_code": same("source_id"),
    "alim_nom_fr": same("name"),
    "Energie, Règlement UE N° 1169/2011 (kJ/100 g)": OUT,
    "Energie, Règlement UE N° 1169/2011 (kcal/100 g)": same("energy_kcal"),
    "Eau (g/100 g)": same("water_g"),
    "Protéines, N x facteur de Jones (g/100 g)": same("protein_g"),
    "Protéines, N x 6.25 (g/100 g)": OUT,
    "Glucides (g/100 g)": same("carbohydrate_g"),
    "Lipides (g/100 g)": same("fat_g"),
    "Sucres (g/100 g)": same("sugars_g"),
    "Fibres alimentaires (g/100 g)": same("fibre_g"),
    "AG saturés (g/100 g)": same("saturated_fat_g"),
    "Calcium (mg/100 g)": same("calcium_mg"),
    "Fer (mg/100 g)": same("iron_mg"),
    "Magnésium (mg/100 g)": same("magnesium_mg"),
    "Phosphore (mg/100 g)": same("phosphorus_mg"),
    "Potassium (mg/100 g)": same("potassium_mg"),
    "Sodium (mg/100 g)": same("sodium_mg"),
    "Rétinol (µg/100 g)": same("retinol_ug"),
    "Vitamine D (µg/100 g)": same("vitamin_d_ug"),
    "Vitamine B9 ou Folates totaux (µg/100 g)": same("folate_ug"),
}
FRENCH_OWN = {  # a list of one's own
    "Groupe d'aliments": same("group"),
    "Nom de l'aliment": same("name"),
    "Énergie [kJ]": ("energy_kcal", "kJ"),
    "Protéines, g": same("protein_g"),
    "Matières grasses (g pour 100 g)": same("fat_g"),
    "dont acides gras saturés (g)": same("saturated_fat_g"),
    "Glucides (g)": same("carbohydrate_g"),
    "Calcium, mg": same("calcium_mg"),
    "Source": same("source"),
    "Portion (g)": same("serving_g"),
    "Mesure ménagère": same("serving"),
}
SPANISH = {  # BEDCA
    "Código": same("source_id"),
    "Nombre": same("name"),
    "Grupo": same("group"),
    "energía, total (kcal)": same("energy_kcal"),
    "proteina, total (g)": same("protein_g"),
    "grasa, total (lipidos totales) (g)": same("fat_g"),
    "agua (humedad) (g)": same("water_g"),
    "carbohidratos (g)": same("carbohydrate_g"),
    "fibra, dietetica total (g)": same("fibre_g"),
    "ácidos grasos saturados totales (g)": same("saturated_fat_g"),
    "Vitamina A equivalentes de retinol de actividades de retinos y carotenoides (ug)": OUT,
    "Vitamina D (ug)": same("vitamin_d_ug"),
    "folato, total (ug)": same("folate_ug"),
    "equivalentes de niacina, totales (mg)": OUT,
    "riboflavina (mg)": same("riboflavin_mg"),
    "tiamina (mg)": same("thiamin_mg"),
    "Vitamina B-12 (ug)": same("vitamin_b12_ug"),
    "Vitamina B-6, Total (mg)": same("vitamin_b6_mg"),
    "Vitamina C (ácido ascórbico) (mg)": same("vitamin_c_mg"),
    "calcio (mg)": same("calcium_mg"),
    "hierro, total (mg)": same("iron_mg"),
    "potasio (mg)": same("potassium_mg"),
    "magnesio (mg)": same("magnesium_mg"),
    "sodio (mg)": same("sodium_mg"),
    "fósforo (mg)": same("phosphorus_mg"),
    "zinc (cinc) (mg)": same("zinc_mg"),
}
ITALIAN = {  # CREA
    "Codice Alimento": same("source_id"),
    "Nome alimento": same("name"),
    "Categoria": same("group"),
    "Parte edibile (%)": OUT,
    "Porzione (g)": same("serving_g"),
    "Acqua (g)": same("water_g"),
    "Energia (kcal)": same("energy_kcal"),
    "Energia (kJ)": OUT,
    "Proteine (g)": same("protein_g"),
    "Lipidi (g)": same("fat_g"),
    "Colesterolo (mg)": OUT,
    "Carboidrati disponibili (g)": same("carbohydrate_g"),
    "Zuccheri solubili (g)": same("sugars_g"),
    "Fibra totale (g)": same("fibre_g"),
    "Acidi grassi saturi (%)": OUT,  # of all fatty acids
    "Sodio (mg)": same("sodium_mg"),
    "Potassio (mg)": same("potassium_mg"),
    "Calcio (mg)": same("calcium_mg"),
    "Magnesio (mg)": same("magnesium_mg"),
    "Fosforo (mg)": same("phosphorus_mg"),
    "Ferro (mg)": same("iron_mg"),
    "Zinco (mg)": same("zinc_mg"),
    "Tiamina (mg)": same("thiamin_mg"),
    "Riboflavina (mg)": same("riboflavin_mg"),
    "Niacina (mg)": same("niacin_mg"),
    "Vitamina C (mg)": same("vitamin_c_mg"),
    "Vitamina A retinolo eq. (µg)": OUT,
}
ITALIAN_BDA = {  # Banca Dati di Composizione degli Alimenti
    "Nome Alimento ITA": same("name"),
    "Categoria": same("group"),
    "Energia, Ric con fibra (kcal)": same("energy_kcal"),
    "Proteine totali (g)": same("protein_g"),
    "Lipidi totali (g)": same("fat_g"),
    "Acidi grassi saturi totali (g)": same("saturated_fat_g"),
    "Carboidrati disponibili (MSE) (g)": same("carbohydrate_g"),
    "Carboidrati solubili (MSE) (g)": same("sugars_g"),
    "Fibra alimentare totale (g)": same("fibre_g"),
    "Calcio (mg)": same("calcium_mg"),
    "Ferro (mg)": same("iron_mg"),
    "Vitamina B1, Tiamina (mg)": same("thiamin_mg"),
    "Folati totali (ug)": same("folate_ug"),
    "Fonte": same("source"),
}
POLISH = {  # Instytut Żywności i Żywienia
    "Lp.": OUT,
    "Numer kodowy": same("source_id"),
    "Nazwa polska produktu/potrawy": same("name"),
    "Grupa": same("group"),
    "Odpadki [%]": OUT,
    "Wartość energetyczna [kJ]": OUT,
    "Wartość energetyczna [kcal]": same("energy_kcal"),
    "Woda [g]": same("water_g"),
    "Białko ogółem [g]": same("protein_g"),
    "Białko zwierzęce [g]": OUT,
    "Tłuszcz [g]": same("fat_g"),
    "Kwasy tłuszczowe nasycone ogółem [g]": same("saturated_fat_g"),
    "Węglowodany ogółem [g]": same("carbohydrate_g"),
    "Węglowodany przyswajalne [g]": OUT,
    "Błonnik pokarmowy [g]": same("fibre_g"),
    "Popiół [g]": OUT,
    "Sód [mg]": same("sodium_mg"),
    "Potas [mg]": same("potassium_mg"),
    "Wapń [mg]": same("calcium_mg"),
    "Fosfor [mg]": same("phosphorus_mg"),
    "Magnez [mg]": same("magnesium_mg"),
    "Żelazo [mg]": same("iron_mg"),
    "Cynk [mg]": same("zinc_mg"),
    "Witamina A (ekwiwalent retinolu) [µg]": OUT,
    "Retinol [µg]": same("retinol_ug"),
    "Witamina D [µg]": same("vitamin_d_ug"),
    "Tiamina (B1) [mg]": same("thiamin_mg"),
    "Ryboflawina (B2) [mg]": same("riboflavin_mg"),
    "Niacyna [mg]": same("niacin_mg"),
    "Witamina B6 [mg]": same("vitamin_b6_mg"),
    "Foliany [µg]": same("folate_ug"),
    "Witamina B12 [µg]": same("vitamin_b12_ug"),
    "Witamina C [mg]": same("vitamin_c_mg"),
}
RUSSIAN = {  # Скурихин, Тутельян; the letters of the vitamins are Cyrillic ones
    "Код": same("source_id"),
    "Наименование продукта": same("name"),
    "Группа": same("group"),
    "Вода, г": same("water_g"),
    "Белки, г": same("protein_g"),
    "Жиры, г": same("fat_g"),
    "НЖК, г": same("saturated_fat_g"),
    "Моно- и дисахариды, г": same("sugars_g"),
    "Углеводы, г": same("carbohydrate_g"),
    "Пищевые волокна, г": same("fibre_g"),
    "Зола, г": OUT,
    "Na, мг": same("sodium_mg"),
    "K, мг": same("potassium_mg"),
    "Ca, мг": same("calcium_mg"),
    "Mg, мг": same("magnesium_mg"),
    "P, мг": same("phosphorus_mg"),
    "Fe, мг": same("iron_mg"),
    "РЭ, мкг": OUT,
    "В1, мг": same("thiamin_mg"),
    "В2, мг": same("riboflavin_mg"),
    "РР, мг": same("niacin_mg"),
    "НЭ, мг": OUT,
    "С, мг": same("vitamin_c_mg"),
    "ЭЦ, ккал": same("energy_kcal"),
}
RUSSIAN_WORDS = {
    "Название": same("name"),
    "Категория": same("group"),
    "Энергетическая ценность (кДж)": ("energy_kcal", "kJ"),
    "Белки (г на 100 г)": same("protein_g"),
    "Калий, K (мг)": same("potassium_mg"),
    "Кальций (мг/100 г)": same("calcium_mg"),
    "Витамин В1, тиамин (мг)": same("thiamin_mg"),
    "Витамин D, кальциферол (мкг)": same("vitamin_d_ug"),
    "Источник": same("source"),
}
TABLES = {
    "BLS": (BLS, "G480100", "Grünkohl roh", "leafy_green"),
    "Swiss": (SWISS, "Gemüse/Gemüse frisch", "Lauch, roh", "vegetable"),
    "Ciqual": (FRENCH, "légumes", "Poireau, cru", "vegetable"),
    "French": (FRENCH_OWN, "Légumes", "Poireau « d'été »", "vegetable"),
    "BEDCA": (SPANISH, "Verduras, hortalizas y derivados", "Acelga, cruda", "leafy_green"),
    "CREA": (ITALIAN, "Latte e yogurt", "Latte di vacca intero", "dairy"),
    "BDA": (ITALIAN_BDA, "Legumi", "Ceci, secchi", "legume"),
    "Polish": (POLISH, "Zboża i produkty zbożowe", "Kasza gryczana", "cereal"),
    "Skurikhin": (RUSSIAN, "Молочные продукты", "Творог полужирный", "dairy"),
    "Russian": (RUSSIAN_WORDS, "Орехи и семена", "Семена подсолнечника", "nut_seed"),
}
MARKS = {"BLS": ";", "Swiss": "\t", "Ciqual": ";"}


def cells(header, group, name):
    """A food in such a table: 1,5 in every figure, and two words."""
    by_column = {"name": name, "group": group, "source_id": group if group[:1] == "G" and group[1:].isdigit() else "77"}
    words = by_column | {"source": "eigene Analyse", "serving": "1 Tasse"}
    # groups of Ciqual come from wide to narrow
    return ["plats" if h == "alim_grp_nom_fr" else words.get(column, "1,5") for h, (column, _) in header.items()]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_an_official_table_is_understood_or_rightly_left_out(table):
    header, group, name, ours = TABLES[table]
    row = cells(header, group, name)
    for raw in (text(header, [row], MARKS.get(table, ";")).encode(), workbook(list(header), [row])):
        sheet = read_sheet(raw, "mine")
        matches = match_columns(sheet)
        assert {match.header: (match.column, match.unit) for match in matches} == header
        new = to_food_rows(sheet, matches, source="made up")
        assert new.faults == [] and new.unknown_groups == {}
        (food,) = new.frame.to_dict("records")
        assert (food["name"], food["group"]) == (name, ours)
        assert {food[c] for c, unit in header.values() if c and c.endswith(("_mg", "_ug", "_g")) and not unit} == {
            "1.5"
        }
        joined = join_foods(FOODS, new, False, "mine").frame
        assert name in set(joined["name"]) and len(joined) == len(FOODS.frame) + 1


@pytest.mark.parametrize(("table", "encoding"), [("BLS", "cp1252"), ("Polish", "cp1250"), ("Skurikhin", "cp1251")])
def test_older_encodings_are_told_by_the_headers(table, encoding):
    header, group, name, _ = TABLES[table]
    sheet = read_sheet(text(header, [cells(header, group, name)], ";").encode(encoding), "mine.csv")
    assert list(sheet.header) == list(header) and name in sheet.rows[0][1]


@pytest.mark.parametrize(
    ("header", "column", "unit"),
    [
        ("Kalium [mg]", "potassium_mg", None),
        ("Kalium (mg/100 g)", "potassium_mg", None),
        ("KALIUM MG", "potassium_mg", None),
        ("Kalium in mg", "potassium_mg", None),
        ("Kalium (mg je 100 g)", "potassium_mg", None),
        ("Kalium [mg/100 g essbarer Anteil]", "potassium_mg", None),
        ("Calcium, mg", "calcium_mg", None),
        ("Calcio mg/100 g di parte edibile", "calcium_mg", None),
        ("Wapn (mg)", "calcium_mg", None),
        ("Eiweiss (g)", "protein_g", None),
        ("PROTEINES (g)", "protein_g", None),
        ("Energie (kJ)", "energy_kcal", "kJ"),
        ("Energie (kcal)", "energy_kcal", None),
        ("Energie [kJ/100g]", "energy_kcal", "kJ"),
        ("Energia (MJ)", "energy_kcal", "MJ"),
        ("Ккал", "energy_kcal", None),
        ("kJ", "energy_kcal", "kJ"),
        ("Energie (kJ/kcal)", None, None),  # two figures in a cell
        ("Vitamin D (I.E.)", None, None),
        ("Vitamin D (IE)", "vitamin_d_ug", "IU"),
        ("K (mg)", "potassium_mg", None),
        ("K (µg)", None, None),  # may be a vitamin
        ("K", None, None),
        ("Eisen (% NRV)", None, None),
        ("Calcium (mg/Portion)", None, None),
        ("Natriumchlorid (g)", None, None),
        ("Portion", "serving", None),
        ("Portion (g)", "serving_g", None),
        ("Portionsgröße (g)", "serving_g", None),
        ("Quelle", "source", None),
        ("k" * 3000, None, None),
    ],
)
def test_units_and_accents_are_read_as_dietitians_write_them(header, column, unit):
    sheet = read_sheet(text(["Name", header[:1999]], [["Milch", "1"]]).encode(), "a.csv")
    assert (match_columns(sheet)[1].column, match_columns(sheet)[1].unit) == (column, unit)


@pytest.mark.parametrize(
    ("cell", "group"),
    [
        ("Gemüse", "vegetable"),
        ("GEMUESE", "vegetable"),
        ("gemuse", "vegetable"),
        ("Légumes", "vegetable"),
        ("legumes", "legume"),  # Ciqual's in English
        ("Verduras y hortalizas", "vegetable"),
        ("Verdure", "vegetable"),
        ("Warzywa", "vegetable"),
        ("Овощи", "vegetable"),
        ("Сушеные фрукты", "dried_fruit"),
        ("Milch und Milchprodukte/Käse", "dairy"),
        ("Bolzen", None),
    ],
)
def test_groups_are_known_in_each_language(cell, group):
    found = group_of([cell], "x")
    assert (found.group if found else None) == group


def test_greens_and_eggs_are_told_by_the_names_of_foods():
    assert [group_of(["Gemüse"], name).group for name in ("Blattspinat, TK", "Kürbis")] == ["leafy_green", "vegetable"]
    assert [group_of(["E"], name, "bls").group for name in ("Hühnerei Vollei roh", "Nudeln, eifrei")] == [
        "egg",
        "cereal",
    ]


@pytest.mark.parametrize("unknown", ["k.A.", "Spuren", "tracce", "ślady", "следы", "< 0,1", "TR", "<LOD"])
def test_no_figure_and_traces_are_unknown_in_each_language(unknown):
    sheet = read_sheet(text(["Name", "Kalium (mg)"], [["Milch", unknown], ["Tee", "2,5 mg"]], ";").encode(), "a.csv")
    new = to_food_rows(sheet, match_columns(sheet))
    assert new.faults == [] and list(new.frame["potassium_mg"]) == ["", "2.5"]


def test_carbohydrate_without_fibre_is_told():
    for header, told in {"Kohlenhydrate (g)": 1, "Węglowodany ogółem [g]": 0, "Carbohydrate (g)": 0}.items():
        sheet = read_sheet(text(["Name", header], [["Milch", "5"]], ";").encode(), "a.csv")
        notes = to_food_rows(sheet, match_columns(sheet)).notes
        assert sum("Tables of Europe mostly count carbohydrate without fibre" in note for note in notes) == told


def test_an_unknown_group_is_counted_and_set_for_all_its_foods_at_once():
    rows = [["Grieß", "Bolzen"], ["Hirse", "Bolzen"], ["Lauch", "Gemüse"], ["Salz", ""]]
    sheet = read_sheet(text(["Name", "Gruppe"], rows, ";").encode(), "a.csv")
    matches = match_columns(sheet)
    new = to_food_rows(sheet, matches, "mine")
    assert new.unknown_groups == {"Bolzen": 2, "": 1} and len(new.faults) == 2
    done = to_food_rows(sheet, matches, "mine", {"Bolzen": "cereal", "": "seasoning"})
    assert done.faults == [] and list(done.frame["group"]) == ["cereal", "cereal", "vegetable", "seasoning"]
    assert done.unknown_groups == new.unknown_groups, "they can be looked at again"
    with pytest.raises(planner.PlannerError, match="the group can't be 'bolt'"):
        to_food_rows(sheet, matches, "mine", {"Bolzen": "bolt"})


def test_every_language_names_the_same_columns_and_groups():
    names, groups = read("column_names"), read("food_groups")
    known = {lang: set(names.loc[names["kind"] == lang, "column"]) for lang in LANGUAGES}
    main = {"energy_kcal", "protein_g", "fat_g", "carbohydrate_g", "name", "group", "folate_ug"}
    assert all(main <= known[lang] for lang in LANGUAGES if lang != "fr") and set().union(*known.values()) <= set(
        COLUMNS
    )
    by_lang = {lang: set(groups.loc[groups["system"] == lang, "group"]) for lang in LANGUAGES}
    assert len(set(map(frozenset, by_lang.values()))) == 1
