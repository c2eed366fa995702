"""Foods with names in six languages: what must not be served is refused, by the row that says why; nothing else is."""

from dataclasses import replace

import pytest

from planner import load_foods
from planner.foods.food_patterns import food_words, names_food, rules_that_name
from planner.menu.preparation import NOT_DRY
from planner.reference.table_schemas import LANGUAGES
from planner.reference.tables import read
from planner.safety import refused, remarks
from tests.word_lists import names, rows

FOODS = load_foods()
RULES = read("safety").set_index("key")

# a row for each language and rule
REFUSED = """
liver | de | Kalbsleber; Hühnerleber, gebraten; Huehnerleber; Leberwurst; Leber vom Rind, roh; Schwein Leber gegart;
    Leberpastete; Leberknödel; Gänsestopfleber; Lebertran; Wildpastete; Dorschleber in Öl
liver | fr | Foie de veau, cuit; Foies de volaille; Foie gras de canard; Huile de foie de morue; Terrine de
    campagne; Pâté de campagne; Pâtés de lapin; Mousse de foie; Mousse de canard
liver | es | Hígado de ternera; HIGADO DE POLLO; Higaditos de pollo; Paté de hígado de cerdo; Foie de pato; Aceite
    de hígado de bacalao
liver | it | Fegato di vitello; Fegatini di pollo; Fegato alla veneziana; Patè di fegato; Olio di fegato di merluzzo
liver | pl | Wątróbka drobiowa; Watrobka z kurczaka; Wątroba wieprzowa; Wątrobianka; Pasztet domowy; Pasztetowa;
    Tran
liver | ru | Печень говяжья; Печень трески; Печёнка куриная; Колбаса печёночная; Паштет из печени; Рыбий жир;
    Ливерная колбаса
mercury_fish | de | Hai; Haifischsteak; Schwertfisch, gegrillt; Schillerlocken; Königsmakrele; Marlin
mercury_fish | fr | Requin; Espadon, grillé; Roussette; Saumonette; Thon obèse; Marlin bleu
mercury_fish | es | Tiburón; Pez espada a la plancha; Emperador; Cazón; Marrajo; Tintorera
mercury_fish | it | Pesce spada; Squalo; Palombo; Verdesca; Smeriglio
mercury_fish | pl | Rekin; Miecznik; Stek z rekina; Marlin
mercury_fish | ru | Акула; Мясо акулы; Рыба-меч; Меч-рыба; Марлин
raw_fish | de | Austern; Auster, frisch; Räucherlachs; Lachs, geräuchert; Graved Lachs; Matjes; Rollmops; Lachs,
    roh; Rohe Miesmuscheln; Sushi mit Thunfisch; Forelle, geräuchert; Bachforelle roh
raw_fish | fr | Huîtres crues; Huitre, crue; Huîtres; Saumon fumé; Saumon, cru; Thon cru; Hareng fumé; Tartare de
    saumon; Tarama; Moule, crue; Carpaccio de thon
raw_fish | es | Ostras; Ostra cruda; Salmón ahumado; Salmon crudo; Boquerones en vinagre; Ceviche; Cebiche de
    corvina; Mejillón, crudo; Tartar de atún
raw_fish | it | Ostriche; Salmone affumicato; Tonno crudo; Alici marinate; Cozze crude; Tartare di tonno; Carpaccio
    di salmone; Aringhe affumicate; Bottarga di muggine
raw_fish | pl | Ostrygi; Łosoś wędzony; Losos wedzony na zimno; Śledź solony; Śledzie w oleju; Matjas; Łosoś surowy;
    Pstrąg wędzony
raw_fish | ru | Устрицы; Сёмга слабосолёная; Лосось копчёный; Сельдь солёная; Селёдка слабосоленая; Рыба сырая;
    Строганина; Форель малосольная; Мидии сырые; Вобла вяленая
raw_dairy | de | Rohmilchkäse; Rohmilch; Kuhmilch, roh; Vorzugsmilch; Blauschimmelkäse; Weichkäse; Camembert, 45 %
    Fett i. Tr.; Ziegenfrischkäse; Limburger; Romadur; Brie; Weißschimmelkäse; Harzer Käse; Edelpilzkäse;
    Münsterkäse
raw_dairy | fr | Lait cru; Lait de vache, cru; Fromage au lait cru; Camembert au lait cru; Roquefort; Bleu
    d'Auvergne; Fourme d'Ambert; Reblochon; Munster; Époisses; Vacherin; Coulommiers; Fromage à pâte molle et croûte
    fleurie; Bûche de chèvre; Pont-l'évêque; Lait non pasteurisé
raw_dairy | es | Leche cruda; Queso de leche cruda; Queso azul; Queso fresco; Queso de Burgos; Cabrales; Torta del
    Casar; Queso de cabra; Leche sin pasteurizar
raw_dairy | it | Latte crudo; Formaggio a latte crudo; Gorgonzola; Taleggio; Robiola; Formaggio erborinato; Formaggi
    con muffa; Caprino fresco; Latte non pastorizzato
raw_dairy | pl | Mleko surowe; Mleko niepasteryzowane; Ser z mleka surowego; Ser pleśniowy; Camembert; Ser z
    niebieską pleśnią; Oscypek; Bryndza; Ser kozi
raw_dairy | ru | Молоко сырое; Молоко непастеризованное; Парное молоко; Сыр с плесенью; Сыр с голубой плесенью;
    Камамбер; Рокфор; Дорблю; Козий сыр; Бри
raw_egg | de | Ei, roh; Rohes Ei; Hühnerei Vollei roh; Weichgekochtes Ei; Ei, weich gekocht; Spiegelei; Eigelb, roh;
    Selbstgemachte Mayonnaise; Tiramisu
raw_egg | fr | Œuf cru; Oeuf, cru; Œuf à la coque; Œuf mollet; Œufs au plat; Jaune d'œuf cru; Mayonnaise maison
raw_egg | es | Huevo crudo; Huevo de gallina, entero, crudo; Huevo pasado por agua; Yema de huevo, cruda; Mayonesa
    casera
raw_egg | it | Uovo crudo; Uova di gallina, intero, crudo; Uovo alla coque; Uovo all'occhio di bue; Maionese fatta
    in casa; Tiramisù
raw_egg | pl | Jajko surowe; Jajko na miękko; Jajka sadzone; Żółtko surowe; Majonez domowy; Kogel-mogel
raw_egg | ru | Яйцо сырое; Яйцо всмятку; Глазунья; Желток сырой; Домашний майонез; Гоголь-моголь
raw_meat | de | Mett; Hackepeter; Rinderhackfleisch, roh; Tatar; Rindfleisch, roh; Rohes Hackfleisch; Hähnchenbrust,
    roh; Carpaccio vom Rind
raw_meat | fr | Steak tartare; Bœuf haché, cru; Viande crue; Poulet, cru; Carpaccio de bœuf; Steak saignant
raw_meat | es | Carne cruda; Ternera, cruda; Steak tartar; Pollo crudo; Carpaccio de buey; Filete poco hecho
raw_meat | it | Carne cruda; Bovino adulto, filetto, crudo; Tartare di manzo; Carpaccio di manzo; Salsiccia cruda;
    Bistecca al sangue
raw_meat | pl | Tatar; Befsztyk tatarski; Mięso surowe; Wołowina, surowa; Kurczak surowy; Mięso mielone surowe
raw_meat | ru | Мясо сырое; Говядина сырая; Фарш сырой; Тартар из говядины; Карпаччо; Бифштекс с кровью
cured_meat | de | Rohschinken; Salami; Geflügelsalami; Mettwurst; Teewurst; Schinken, roh; Schwarzwälder Schinken;
    Landjäger; Bündnerfleisch; Lachsschinken; Cervelatwurst
cured_meat | fr | Jambon cru; Jambon de Bayonne; Jambon sec; Saucisson sec; Rosette de Lyon; Chorizo; Viande des
    Grisons; Coppa
cured_meat | es | Jamón serrano; Jamon iberico; Chorizo; Salchichón; Fuet; Lomo embuchado; Cecina; Sobrasada
cured_meat | it | Prosciutto crudo; Salame; Speck; Bresaola; Coppa; Pancetta; Culatello; 'Nduja
cured_meat | pl | Szynka surowa dojrzewająca; Salami; Kabanosy; Metka; Kiełbasa surowa; Szynka parmeńska
cured_meat | ru | Колбаса сырокопчёная; Салями; Хамон; Прошутто; Бастурма; Колбаса сыровяленая; Сало солёное
deli_meat | de | Aufschnitt; Kochschinken; Fleischwurst; Lyoner; Wiener Würstchen; Mortadella; Bierschinken;
    Putenbrust-Aufschnitt; Schinken, gekocht; Kalter Braten
deli_meat | fr | Jambon cuit; Jambon blanc; Charcuterie; Saucisse de Francfort; Saucisse de Strasbourg; Mortadelle;
    Blanc de dinde en tranches
deli_meat | es | Fiambre de pavo; Jamón york; Jamón cocido; Mortadela; Salchicha tipo Frankfurt; Perrito caliente;
    Pavo en lonchas
deli_meat | it | Prosciutto cotto; Mortadella; Affettato di tacchino; Wurstel; Salumi misti
deli_meat | pl | Wędlina; Parówki; Szynka gotowana; Mielonka; Mortadela; Salceson; Polędwica sopocka
deli_meat | ru | Сосиски; Сардельки; Колбаса варёная; Ветчина; Докторская колбаса; Хот-дог; Буженина
raw_sprouts | de | Sojasprossen; Alfalfasprossen; Sprossen, roh; Keimlinge; Mungbohnenkeimlinge; Gekeimte Linsen
raw_sprouts | fr | Germes de soja; Pousses d'alfalfa; Graines germées; Germe de luzerne, cru
raw_sprouts | es | Brotes de soja; Brotes de alfalfa; Germinado de lentejas; Semillas germinadas
raw_sprouts | it | Germogli di soia; Germogli di alfalfa; Germogli crudi
raw_sprouts | pl | Kiełki lucerny; Kiełki rzodkiewki; Kiełki sojowe
raw_sprouts | ru | Проростки; Ростки сои; Пророщенная пшеница; Ростки люцерны
kelp | de | Kelp; Kombu; Kombu-Alge; Kelptabletten
kelp | fr | Kombu; Laminaire; Algue kombu, séchée
kelp | es | Alga kombu; Laminaria; Kelp
kelp | it | Alga kombu; Laminaria; Kelp
kelp | pl | Kelp; Listownica; Wodorosty kombu
kelp | ru | Морская капуста; Ламинария; Капуста морская сушёная; Комбу
hijiki | de | Hijiki
hijiki | fr | Algue hijiki
hijiki | es | Alga hiziki
hijiki | it | Alga hijiki
hijiki | pl | Wodorosty hijiki
hijiki | ru | Хиджики
liquorice | de | Lakritze; Lakritzschnecken; Süßholztee; Suessholz
liquorice | fr | Réglisse; Bonbons à la réglisse
liquorice | es | Regaliz; Regaliz negro
liquorice | it | Liquirizia; Radice di liquirizia
liquorice | pl | Lukrecja; Korzeń lukrecji
liquorice | ru | Лакрица; Корень солодки
unsafe_herbs | de | Salbeitee; Baldriantee; Petersilientee
unsafe_herbs | fr | Tisane de sauge; Infusion de valériane; Menthe pouliot
unsafe_herbs | es | Infusión de salvia; Poleo menta; Infusión de valeriana
unsafe_herbs | it | Tisana alla salvia; Infuso di valeriana
unsafe_herbs | pl | Herbata z szałwii; Napar z pietruszki; Kozłek lekarski
unsafe_herbs | ru | Чай с шалфеем; Валериана; Отвар петрушки
alcohol | de | Rotwein; Bier; Sekt; Weizenbier; Eierlikör; Obstler; Glühwein
alcohol | fr | Vin rouge; Bière blonde; Cidre brut; Eau-de-vie; Pastis; Rhum
alcohol | es | Vino tinto; Cerveza; Sidra; Ron; Sangría; Licor de hierbas
alcohol | it | Vino rosso; Birra; Grappa; Spumante; Limoncello
alcohol | pl | Wino czerwone; Piwo; Wódka; Nalewka; Likier; Miód pitny
alcohol | ru | Вино красное; Пиво; Водка; Коньяк; Шампанское; Настойка
salt_substitute | de | Salzersatz; Kaliumchlorid
salt_substitute | fr | Substitut de sel; Chlorure de potassium
salt_substitute | es | Sustituto de la sal; Cloruro de potasio
salt_substitute | it | Sostituto del sale; Cloruro di potassio
salt_substitute | pl | Zamiennik soli; Chlorek potasu
salt_substitute | ru | Заменитель соли; Хлорид калия
eggshell | de | Eierschalenpulver
eggshell | fr | Coquille d'œuf en poudre
eggshell | es | Cáscara de huevo en polvo
eggshell | it | Guscio d'uovo in polvere
eggshell | pl | Skorupki jajek mielone
eggshell | ru | Яичная скорлупа
"""
SERVED = """
de | Buttermilch; Milch, pasteurisiert; Gouda; Emmentaler; Frischkäse; Ziegenmilch; Feta; Mozzarella;
    Schweinebraten; Schwein, gebraten; Rindergulasch; Hähnchenbrust, gebraten; Lachs, gebraten; Lachs, Dose;
    Thunfisch, Dose; Fischstäbchen; Karotte, roh; Apfel, roh; Rohrzucker; Rohkost; Austernpilze; Austernseitling,
    gebraten; Austern-Seitling; Ei, hartgekocht; Eiernudeln; Eiweiß, getrocknet; Weizenkleber; Kleber; Rosenkohl;
    Kohlsprossen, roh; Bambussprossen, gekocht; Weizenkeime; Fruchtfleisch, roh; Weintrauben; Rotweinessig;
    Alkoholfreies Bier; Masala Chai; Thai-Curry mit Huhn; Feldsalat, roh; Heidelbeere, roh; Vegane Leberwurst;
    Blätterteigpastete mit Gemüse; Wiener Schnitzel, gebraten; Frankfurter Kranz; Petersilie; Salbei; Kümmel;
    Malzkaffee; Kokosmilch, roh; Hering in Tomatensoße, Dose; Salamipizza; Bierhefe; Pferdebohne, roh; Rohmarzipan;
    Rührei; Lebkuchen
fr | Lait demi-écrémé; Lait d'amande, cru; Lait de chèvre; Emmental; Comté; Fromage blanc; Pâtes, cuites; Pâte
    brisée; Pâtes aux œufs; Œuf dur; Carotte, crue; Tomate crue; Saumon, cuit à la vapeur; Saumon en conserve;
    Huîtres cuites; Pleurote, crue; Pleurote en huître; Poulet rôti; Jus de raisin; Vinaigre de vin; Bière sans
    alcool; Germe de blé; Pousses de bambou; Persil, frais; Sauge séchée; Chou de Bruxelles; Morue, cuite; Épinard,
    cru; Mâche, crue; Pain au lait; Noix de Saint-Jacques, cuite; Haricots verts; Liverpool cake; Terrine de
    légumes; Terrine de poisson; Levure de bière; Rillettes de porc; Sauce tartare; Mousse au chocolat; Bar grillé;
    Noix de coco, crue
es | Leche desnatada; Queso manchego curado; Queso de cabra curado; Requesón; Zanahoria cruda; Manzana, cruda; Huevo
    duro; Pollo asado; Salmón a la plancha; Atún en lata; Seta de ostra; Ostras cocidas; Vinagre de vino; Cerveza
    sin alcohol; Coco crudo; Jamoncillo; Pan; Brotes de bambú; Germen de trigo; Perejil; Salvia; Pasta de hojaldre;
    Pimiento; Berros, crudos; Paté vegetal; Hígado vegetal; Levadura de cerveza; Carpaccio de calabacín; Claras de
    huevo pasteurizadas
it | Latte parzialmente scremato; Parmigiano; Mozzarella; Ricotta; Carota cruda; Uovo sodo; Pollo arrosto; Salmone
    al forno; Tonno in scatola; Ostriche cotte; Aceto di vino; Birra analcolica; Valeriana, cruda; Fagiolini;
    Prezzemolo; Salvia; Cavoletti di Bruxelles; Pasta all'uovo; Melanzane; Spinaci, crudi; Finocchi, crudi; Coppa
    gelato; Patè di olive; Pizza con salame; Lievito di birra; Salsa tartara; Carpaccio di zucchine; Caprino
    stagionato
pl | Mleko 2 %; Twaróg; Ser gouda; Maślanka; Marchew surowa; Jajko na twardo; Kurczak pieczony; Łosoś pieczony;
    Tuńczyk w puszce; Boczniak ostrygowaty; Ocet winny; Piwo bezalkoholowe; Winogrona; Pasztecik z kapustą; Pasztet
    z soczewicy; Kapusta surowa; Pietruszka, natka; Brukselka; Kiełki bambusa, gotowane; Kiełbasa grillowana;
    Czekolada; Ryż; Jogurt naturalny; Mleko kokosowe
ru | Молоко пастеризованное; Творог; Сыр российский; Кефир; Морковь сырая; Яйцо вкрутую; Курица жареная; Лосось
    запечённый; Тунец консервированный; Вёшенки; Вешенка устричная; Уксус винный; Пиво безалкогольное; Виноград;
    Печенье; Печенье овсяное; Печёный картофель; Паштет овощной; Капуста белокочанная; Петрушка; Шалфей; Макароны с
    сыром; Ромашковый чай; Медь; Солод; Икра кабачковая; Чай зелёный; Суши-рис; Сырники; Сосиски соевые
"""


NOT_SERVED = [(rule, lang, name) for rule, lang, cell in rows(REFUSED) for name in names(cell)]
FINE = [(lang, name) for lang, cell in rows(SERVED) for name in names(cell)]


def named(name):
    """One food of that name, whose key says nothing."""
    frame = FOODS.frame.loc[["kefir"]].rename(index={"kefir": "food"}).assign(name=name)
    return replace(FOODS, frame=frame)


@pytest.mark.parametrize(("rule", "lang", "name"), NOT_SERVED)
def test_what_must_not_be_served_is_refused_in_every_language_by_the_row_that_says_why(rule, lang, name):
    foods = named(name)
    assert list(refused(foods).index) == ["food"]
    assert rule in [row["key"] for row in remarks(foods, "food") if row["level"] == "refuse"]


@pytest.mark.parametrize(("lang", "name"), FINE)
def test_what_only_sounds_like_it_is_served_in_every_language(lang, name):
    assert refused(named(name)).to_dict() == {}


def test_every_row_of_refused_foods_has_names_in_every_language():
    rules = set(RULES.index[(RULES["level"] == "refuse")])
    for lang in LANGUAGES:
        assert {rule for rule, whose, _ in NOT_SERVED if whose == lang} == rules


def test_the_table_of_names_is_sound():
    table = read("foreign_names")
    lists = {rule for rule in table["rule"] if rule.startswith("@")}
    assert set(table["rule"]) - lists <= {*RULES.index, *read("preparation")["preparation"], NOT_DRY}
    assert not set(RULES.index) & set(read("preparation")["preparation"]), "a name stands for one row"
    asked = {word for cell in table["names"] for word in cell.replace(" ! ", "|").replace(" & ", "|").split("|")}
    assert {word for word in asked if word.startswith("@")} == lists
    assert rules_that_name("") == frozenset()


def test_none_of_our_own_foods_has_a_foreign_name():
    """By its English patterns alone each of our own foods is found as by both."""
    for food, name in FOODS.frame["name"].items():
        words = food_words(food, name)
        for rule in rules_that_name(words) - {NOT_DRY}:
            match = RULES["match"].get(rule) or read("preparation").set_index("preparation")["match"].get(rule)
            assert names_food(match, words), (food, rule)


def test_long_names_are_read_in_one_go():
    for part in ("leber", "roh_", "сырой ", "a", "*", "_", "vegan"):
        rules_that_name(food_words((part * 300)[:300], (part * 2000)[:2000]))
