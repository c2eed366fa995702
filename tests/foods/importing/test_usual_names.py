"""Headers and names of groups as dietitians write them in six languages, most of them as no official table has them."""

import pytest

from planner.foods.food_checks import GROUPS
from planner.foods.importing import match_columns, read_sheet, to_food_rows, units_of
from planner.foods.importing.group_matching import group_of
from tests.foods.importing.files import text
from tests.word_lists import rows

LANGUAGES = ("de", "fr", "es", "it", "pl", "ru")
OF = {"kJ": "energy_kcal kJ", "salt": "sodium_mg g salt", "IU": "vitamin_d_ug IU"}
# what a header is taken for, and how it is called in each of the languages
HEADERS = """
name | Lebensmittel | Aliment | Alimento | Nome dell'alimento | Nazwa produktu | Продукт
name | Bezeichnung | Nom du produit | NOMBRE DEL ALIMENTO | Denominazione | Nazwa | Название продукта
group | Lebensmittelgruppe | Groupe d'aliments | Grupo de alimentos | Gruppo di alimenti | Grupa produktów | Группа
    продуктов
group | Kategorie | Catégorie | Categoria | Categoria alimentare | Kategoria | Категория
source | Quelle | Source des données | Fuente | Fonte | Źródło danych | Источник данных
source_id | Code | Code aliment | Código | Codice | Kod | Код
serving | Haushaltsmaß | Mesure ménagère | Medida casera | Misura casalinga | Miara domowa | Порция
serving_g | Portionsgroesse (g) | Poids de la portion (g) | Porción (g) | Porzione, g | Wielkość porcji (g) | Вес
    порции (г)
energy_kcal | Energie (kcal) | Énergie (kcal/100 g) | Energía (kcal) | Energia [kcal/100 g] | Wartość energetyczna
    (kcal) | Энергетическая ценность, ккал
energy_kcal | Brennwert in kcal | Valeur énergétique (kcal) | Valor energetico (kcal) | Calorie (kcal) | Kalorie |
    Калорийность (ккал)
kJ | Energie in kJ pro 100 g | ENERGIE (KJ) | Energía (kJ) | Valore energetico (kJ) | Energia (kJ) | Энергия (кДж)
protein_g | Eiweiss (g) | Proteines (g) | Proteinas (g) | Proteine (g/100 g) | Bialko [g] | Белок, г
fat_g | Fett (g) | Matières grasses totales (g) | Grasas (g) | Grassi totali (g) | Tłuszcz ogółem (g) | Жиры (г)
saturated_fat_g | davon gesättigte Fettsäuren (g) | dont acides gras saturés (g) | de las cuales saturadas (g) | di
    cui acidi grassi saturi (g) | w tym kwasy nasycone (g) | Насыщенные жирные кислоты, г
carbohydrate_g | Kohlenhydrate (g) | Glucides, g | Hidratos de carbono (g) | Carboidrati (g) | Weglowodany (g) |
    Углеводы, г/100 г
sugars_g | davon Zucker (g) | dont sucres (g) | de los cuales azúcares (g) | di cui zuccheri (g) | w tym cukry (g) |
    в т.ч. сахара (г)
fibre_g | Ballaststoffe gesamt (g) | Fibres totales (g) | Fibra (g) | Fibra alimentare (g) | Błonnik [g] | Клетчатка
    (г)
water_g | Wassergehalt (g) | Eau [g] | Agua (g) | Acqua (g) | Woda (g) | Вода (г)
calcium_mg | Kalzium mg | Calcium (mg pour 100 g) | Calcio (mg) | CALCIO MG | Wapn (mg) | Кальций, мг
magnesium_mg | Magnesium [mg] | Magnésium (mg) | Magnesio (mg) | Magnesio, mg | Magnez (mg) | Магний, мг
potassium_mg | Kalium_mg | Potassium (mg) | Potasio (mg) | Potassio (mg) | Potas (mg w 100 g) | Калий (мг)
sodium_mg | Natrium (mg) | Sodium (mg) | Sodio (mg) | Sodio, mg | Sod [mg] | Натрий, мг
salt | Salz (g) | Sel (g) | Sal (g) | Sale (g) | Sól (g) | Соль, г
phosphorus_mg | Phosphor (mg) | Phosphore (mg) | Fosforo (mg) | Fosforo [mg] | Fosfor (mg) | Фосфор, мг
iron_mg | Eisen, mg | Fer (mg) | Hierro (mg) | Ferro (mg) | Zelazo (mg) | Железо (мг)
zinc_mg | Zink (mg) | Zinc (mg/100g) | Zinc (mg) | Zinco (mg) | Cynk, mg | Цинк, мг
iodine_ug | Jod (µg) | Iode (µg) | Yodo (mcg) | Iodio (µg) | Jod [μg] | Йод, мкг
selenium_ug | Selen (µg) | Sélénium (µg) | Selenio (µg) | Selenio (mcg) | Selen [µg] | Селен, мкг
copper_mg | Kupfer (mg) | Cuivre (mg) | Cobre (mg) | Rame (mg) | Miedz (mg) | Медь, мг
vitamin_a_rae_ug | Vitamin A (RAE) (µg) | Vitamine A (RAE) (µg) | Vitamina A (RAE) (µg) | Vitamina A, RAE (µg) |
    Witamina A (RAE) [µg] | Витамин А (RAE), мкг
retinol_ug | Retinol (µg) | Rétinol (µg) | Retinol (mcg) | Retinolo (µg) | Retinol [µg] | Ретинол, мкг
vitamin_d_ug | Vitamin D (µg) | Vitamine D (µg) | Vitamina D (µg) | Vitamina D [µg] | Witamina D (µg) | Витамин D,
    мкг
IU | Vitamin D (IE) | Vitamine D (UI) | Vitamina D (UI) | Vitamina D, UI | Witamina D (IU) | Витамин D, МЕ
vitamin_e_mg | Vit. E (mg) | Vitamine E [mg] | Vitamina E (mg) | Vit. E mg | Wit. E (mg) | Вит. Е, мг
vitamin_k_ug | Vitamin K1 (µg) | Vitamine K (µg) | Vitamina K (µg) | Vitamina K1 (µg) | Witamina K (µg) | Витамин К,
    мкг
thiamin_mg | Vitamin B1 (mg) | Thiamine (vitamine B1) (mg) | Tiamina (mg) | Vitamina B1 (tiamina) (mg) | Witamina B1
    (mg) | Витамин В1, мг
riboflavin_mg | Vitamin B2 (mg) | Vitamine B2 (mg) | Vitamina B2 (mg) | Riboflavina (mg) | Wit. B2 (mg) | Рибофлавин
    (В2), мг
niacin_mg | Niacin (Vitamin B3) (mg) | Vitamine B3 (mg) | Niacina (mg) | Vitamina PP (mg) | Niacyna (mg) | Витамин
    PP, мг
vitamin_b6_mg | Vitamin B 6 (mg) | Vitamine B-6 (mg) | Vitamina B6 (mg) | Vitamina B6 (piridossina) (mg) | Witamina
    B6 [mg] | Витамин В6, мг
vitamin_b12_ug | Vitamin B12 (µg) | Vitamine B12 (cobalamine) (µg) | Vitamina B12 (mcg) | Vitamina B12 (µg) |
    Witamina B12 (µg) | Витамин В12, мкг
folate_ug | Folsäure (µg) | Folates (µg) | Ácido fólico (µg) | Folati (µg) | Kwas foliowy (µg) | Фолиевая кислота
    (мкг)
vitamin_c_mg | Vitamin C (mg) | Vitamine C (mg) | Vitamina C (mg) | Vitamina C, mg | Witamina C (mg) | Витамин С, мг
choline_mg | Cholin (mg) | Choline (mg) | Colina (mg) | Colina [mg] | Cholina (mg) | Холин, мг
caffeine_mg | Koffein (mg) | Caféine (mg) | Cafeína (mg) | Caffeina (mg) | Kofeina (mg) | Кофеин, мг
epa_g | EPA (g) | EPA [g] | EPA, g | EPA (g/100 g) | EPA g | ЭПК, г
dha_g | DHA (g) | DHA [g] | DHA, g | DHA (g/100 g) | DHA g | ДГК, г
"""
# what stands in the column of groups
GROUP_NAMES = """
dairy | Milchprodukte | Produits laitiers | Lácteos | Latticini | Nabiał | Молочные продукты
dairy | Kaese | FROMAGES | Leche y derivados | Latte e derivati | Mleko i przetwory mleczne | Молоко и молочные
    продукты
egg | Eier | Oeufs | Huevos | Uova | Jaja | Яйца
cereal | Getreide | Céréales | Cereales | Cereali | Produkty zbożowe | Крупы
cereal | Nudeln | Féculents | Pasta y arroz | Pasta e riso | Kasze | Зерновые
legume | Hülsenfrüchte | Légumineuses | Legumbres | Legumi | Rośliny strączkowe | Бобовые
legume | Huelsenfruechte | Légumes secs | Leguminosas | Legumi secchi | Straczkowe | Зернобобовые
nut_seed | Nüsse | Noix | Frutos secos | Frutta a guscio | Orzechy | Орехи
nut_seed | Nuesse und Samen | Fruits à coque | Semillas | Semi oleaginosi | Orzechy i nasiona | Семена
fish | Fisch | Poissons | Pescado | Pesce | Ryby | Рыба
fish | Fisch und Meeresfrüchte | Fruits de mer | Pescados y mariscos | Prodotti della pesca | Ryby i owoce morza |
    Рыба и морепродукты
meat | Fleisch | Viandes | Carnes | Carne | Mięso | Мясо
meat | Wurstwaren | Charcuterie | Embutidos | Salumi | Wędliny | Колбасные изделия
fruit | Obst | Fruits | Frutas | Frutta | Owoce | Фрукты
fruit | Früchte | Fruits frais | Fruta fresca | Frutta fresca | Swieze owoce | Фрукты и ягоды
dried_fruit | Trockenobst | Fruits secs | Frutas desecadas | Frutta essiccata | Suszone owoce | Сухофрукты
vegetable | Gemüse | Légumes | Verduras | Verdure | Warzywa | Овощи
vegetable | GEMUESE | Légumes frais | Hortalizas | Ortaggi | Warzywa i przetwory warzywne | Свежие овощи
leafy_green | Blattgemüse | Légumes-feuilles | Verduras de hoja | Verdure a foglia | Warzywa liściaste | Листовые
    овощи
potato | Kartoffeln | Pommes de terre | Patatas | Patate | Ziemniaki | Картофель
bread_pastry | Brot | Pains | Pan | Pane | Pieczywo | Хлеб
bread_pastry | Backwaren | Viennoiseries | Panaderia | Prodotti da forno | Chleb | Хлебобулочные изделия
sweet | Süßes | Produits sucrés | Dulces | Dolci | Słodycze | Сладости
sweet | Süssigkeiten | Sucreries | Azúcares | Dolciumi | Cukier i slodycze | Кондитерские изделия
drink | Getränke | Boissons | Bebidas | Bevande | Napoje | Напитки
fat | Öle | Huiles | Aceites | Oli | Oleje | Масла
fat | Fette und Öle | Matières grasses | Grasas y aceites | Oli e grassi | Tluszcze | Жиры
seasoning | Gewürze | Épices | Especias | Spezie | Przyprawy | Специи
"""


def cases(block):
    """Each name of a table above with its language and what it is taken for."""
    return [(lang, name, first) for first, *names in rows(block) for lang, name in zip(LANGUAGES, names, strict=True)]


@pytest.mark.parametrize(("lang", "header", "taken"), cases(HEADERS))
def test_usual_headers_are_understood(lang, header, taken):
    other = "Tee" if taken == "name" else "Name"
    sheet = read_sheet(text([header, other], [["1", "2"]], ";").encode(), "a.csv")
    match = match_columns(sheet)[0]
    column, _, unit = OF.get(taken, taken).partition(" ")
    assert (match.column, match.unit) == (column, unit or None)


def test_there_are_enough_of_them_and_none_says_that_its_unit_is_missing():
    for lang in LANGUAGES:
        headers = [header for whose, header, _ in cases(HEADERS) if whose == lang]
        assert len(set(headers)) >= 40
        sheet = read_sheet(text(list(dict.fromkeys(headers)), [["1"] * len(set(headers))], ";").encode(), "a.csv")
        notes = to_food_rows(sheet, match_columns(sheet)).notes
        assert [note for note in notes if "names no unit" in note and not note.startswith("'Kalorie'")] == []


@pytest.mark.parametrize(("lang", "name", "group"), cases(GROUP_NAMES))
def test_usual_groups_are_understood(lang, name, group):
    assert group_of([name], "x").group == group


def test_every_group_is_named_in_every_language():
    assert {group for _, _, group in cases(GROUP_NAMES)} == set(GROUPS)


@pytest.mark.parametrize(
    ("group", "name", "ours"),
    [
        ("Frutas y derivados", "Uvas pasas", "dried_fruit"),
        ("Owoce", "Śliwki suszone", "dried_fruit"),
        ("Фрукты и ягоды", "Курага", "dried_fruit"),
        ("Verdure e ortaggi", "Bietola, cruda", "leafy_green"),
        ("Légumes cuits", "Betterave rouge, cuite", "vegetable"),
        ("Warzywa", "Jarmuż", "leafy_green"),
        ("Овощи", "Салат листовой", "leafy_green"),
        ("Legumbres, semillas, frutos secos y derivados", "Almendra, cruda", "nut_seed"),
        ("Legumbres, semillas, frutos secos y derivados", "Lenteja, seca", "legume"),
        ("Nabiał i jaja", "Jajko na twardo", "egg"),
        ("Viandes, poissons, œufs", "Saumon, cuit", "fish"),
        ("Frutta secca", "Noci", "nut_seed"),
        ("Frutta secca", "Fichi secchi", "dried_fruit"),
    ],
)
def test_a_wide_group_is_told_apart_by_the_name_of_the_food(group, name, ours):
    assert group_of([group], name).group == ours


def test_salt_comes_in_as_sodium():
    """Salt is sodium times 2.5: Regulation (EU) No 1169/2011, annex I."""
    foods = [["Käse", "1,2"], ["Brot", "500 mg"], ["Milch", "0,1 g"]]
    for header in ("Salz (g)", "Sel g/100 g", "Sól [g]", "Соль, г"):
        sheet = read_sheet(text(["Name", header], foods, ";").encode(), "a.csv")
        new = to_food_rows(sheet, match_columns(sheet))
        assert new.faults == [] and list(new.frame["sodium_mg"]) == ["480", "200", "40"]
    both = read_sheet(text(["Name", "Salz (g)", "Natrium (g)"], [["Käse", "1,2", "0,48"]], ";").encode(), "a.csv")
    assert [match.column for match in match_columns(both)] == ["name", None, "sodium_mg"]
    assert units_of("sodium_mg")[-2:] == ["g salt", "mg salt"]
    unsaid = read_sheet(b"Name;Salz\nBrot;1\n", "a.csv")
    assert "'Salz' names no unit: its figures are taken as g salt" in to_food_rows(unsaid, match_columns(unsaid)).notes


@pytest.mark.parametrize("header", ["mg", "P (g)", "K (g)", "Salz (% NRV)", "Zuckeralkohole (g)", "Fett i. Tr. (%)"])
def test_what_may_mean_something_else_is_left_out(header):
    sheet = read_sheet(text(["Name", header], [["Milch", "1"]], ";").encode(), "a.csv")
    assert match_columns(sheet)[1].column is None
