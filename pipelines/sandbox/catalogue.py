"""What the retailer sells: outdoor and household goods, vouchers, discount codes, stores."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipelines.sandbox.draw import store

# (category, name, price in cents, tax percent); names with quotes or semicolons are on purpose.
ARTICLES: list[tuple[str, str, int, int]] = [
    ("Zelte", "Kuppelzelt Rhön 2P", 17900, 19),
    ("Zelte", "Tunnelzelt Eifel 4P", 34900, 19),
    ("Zelte", "Tarp Spessart 3x3 m", 7990, 19),
    ("Zelte", "Heringe Alu 10er", 1290, 19),
    ("Schlafen", "Schlafsack Harz Komfort", 12900, 19),
    ("Schlafen", "Schlafsack Kinder", 5990, 19),
    ("Schlafen", "Isomatte Lausitz 5 cm", 6990, 19),
    ("Schlafen", "Reisekissen Daune", 2990, 19),
    ("Rucksäcke", "Rucksack Alpen 45 l", 13990, 19),
    ("Rucksäcke", "Tagesrucksack Isar 20 l", 6990, 19),
    ("Rucksäcke", "Kinderrucksack Fuchs", 3490, 19),
    ("Rucksäcke", "Regenhülle Rucksack", 1490, 19),
    ("Rucksäcke", "Fahrradtasche Elbe 22 l", 7490, 19),
    ("Bekleidung", "Regenjacke Sylt Damen", 15990, 19),
    ("Bekleidung", "Regenjacke Sylt Herren", 15990, 19),
    ("Bekleidung", "Fleecejacke Taunus", 6990, 19),
    ("Bekleidung", "Wanderhose Zip-off", 7990, 19),
    ("Bekleidung", "Merinoshirt Langarm", 6490, 19),
    ("Bekleidung", "Wandersocken 2er-Pack", 1990, 19),
    ("Bekleidung", "Mütze Wolle", 2490, 19),
    ("Bekleidung", "Handschuhe Windstopper", 3490, 19),
    ("Bekleidung", "Kinder-Matschhose", 2990, 19),
    ("Schuhe", "Wanderschuh Watzmann Herren", 17990, 19),
    ("Schuhe", "Wanderschuh Watzmann Damen", 17990, 19),
    ("Schuhe", "Trekkingsandale", 6990, 19),
    ("Schuhe", "Gummistiefel Husum", 3990, 19),
    ("Schuhe", "Schuhwachs 75 ml", 790, 19),
    ("Kochen", "Gaskocher Mini", 3490, 19),
    ("Kochen", "Gaskartusche 230 g", 690, 19),
    ("Kochen", "Topfset Edelstahl 3-teilig", 4990, 19),
    ("Kochen", "Thermoskanne 1 l", 2990, 19),
    ("Kochen", "Trinkflasche 0,75 l", 1790, 19),
    ("Kochen", "Emaillebecher blau", 890, 19),
    ("Kochen", "Taschenmesser 11 Teile", 3290, 19),
    ("Lebensmittel", "Trekkingnahrung Linsen", 790, 7),
    ("Lebensmittel", "Müsliriegel 12er", 1490, 7),
    ("Lebensmittel", "Wildblütenhonig 500 g", 890, 7),
    ("Lebensmittel", "Kaffee Röstung Hütte 500 g", 999, 7),
    ("Bücher", "Wanderführer Sächsische Schweiz", 1690, 7),
    ("Bücher", "Kochbuch Lagerfeuer", 2200, 7),
    ("Bücher", "Vogelbestimmung kompakt", 1290, 7),
    ("Garten", "Gartenschere Solingen", 3990, 19),
    ("Garten", "Hochbeet Lärche 120 x 60", 14990, 19),
    ("Garten", "Gießkanne Zink 10 l", 3490, 19),
    ("Garten", "Feuerschale 60 cm", 8990, 19),
    ("Garten", "Grillzange Edelstahl", 1490, 19),
    ("Garten", "Insektenhotel", 2490, 19),
    ("Garten", "Saatgut Wildblumen 1 kg", 1990, 7),
    ("Haushalt", "Gusseisenpfanne 28 cm", 5490, 19),
    ("Haushalt", "Wolldecke Rhön", 7990, 19),
    ("Haushalt", "Petroleumlaterne", 3490, 19),
    ("Haushalt", "Bienenwachskerze", 990, 19),
    ("Haushalt", "Fußmatte Kokos", 2290, 19),
    ("Haushalt", "Wäscheleine; 20 m", 990, 19),
    ("Haushalt", "Brotdose Edelstahl", 1990, 19),
    ("Licht", "Stirnlampe 400 lm", 4490, 19),
    ("Licht", "Campinglaterne LED", 2990, 19),
    ("Licht", "Powerbank 10.000 mAh", 3490, 19),
    ("Rad", 'Kinderlaufrad 12"', 8990, 19),
    ("Rad", "Fahrradhelm Stadt", 6990, 19),
    ("Rad", "Luftpumpe Mini", 1990, 19),
    ("Rad", "Flickzeug", 490, 19),
    ("Angeln", "Angelset Einsteiger", 5990, 19),
    ("Klettern", "Klettergurt Basis", 5490, 19),
    ("Klettern", "Karabiner Schrauber", 1290, 19),
    ("Klettern", "Seil 60 m 9,8 mm", 14990, 19),
    ("Gutscheine", "Geschenkgutschein 25 Euro", 2500, 0),
    ("Gutscheine", "Geschenkgutschein 50 Euro", 5000, 0),
]
BRANDS = ["Waldkauz", "Nordlicht", "Hüttenwerk", "Bergfink", "Küstenkind"]
OWN_BRAND = BRANDS[0]

# code, percent, fixed cents off, minimum order in cents, share of code uses
CODES: list[tuple[str, int, int, int, int]] = [
    ("WILLKOMMEN10", 10, 0, 0, 40),
    ("NEWSLETTER5", 5, 0, 0, 25),
    ("SOMMER15", 15, 0, 5000, 15),
    ("GUTSCHEIN5", 0, 500, 3000, 12),
    ("TREUE20", 20, 0, 10000, 8),
    ("BLACK25", 25, 0, 0, 0),
]
BLACK_CODE = 5
SHIPPING_CENTS = 495
FREE_SHIPPING_FROM = 5000


@dataclass(frozen=True)
class Store:
    """One branch with one till, as the DSFinV-K names it."""

    till: str
    name: str
    tablet: str
    street: str
    postal_code: str
    town: str
    tax_number: str


STORES = [
    Store(
        "BER1", "Waldkauz Berlin-Mitte", "mitte", "Torstraße 112", "10119", "Berlin", "37/123/45670"
    ),
    Store(
        "HAM1",
        "Waldkauz Hamburg",
        "altona",
        "Große Bergstraße 40",
        "22767",
        "Hamburg",
        "41/123/45671",
    ),
    Store(
        "KOE1", "Waldkauz Köln", "ehrenfeld", "Venloer Straße 210", "50823", "Köln", "217/1234/5672"
    ),
    Store(
        "MUC1",
        "Waldkauz München",
        "sendling",
        "Lindwurmstraße 90",
        "80337",
        "München",
        "143/123/45673",
    ),
]
VAT_ID = "DE999999990"


def check_digit(digits: str) -> str:
    """The GS1 check digit of a code without one (weights 3 and 1 from the right)."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def gtin(number: int) -> str:
    """A GTIN-13 under 4012345, the company prefix that GS1 Germany uses in its examples."""
    body = f"4012345{number:05d}"
    return body + check_digit(body)


def write_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Creates ``product``, ``code`` and ``branch``."""
    count = len(ARTICLES)
    categories = sorted({article[0] for article in ARTICLES})
    store(
        con,
        "product",
        product=list(range(count)),
        sku=[f"WK-{100 + 7 * number:04d}" for number in range(count)],
        gtin=[gtin(100 + number) for number in range(count)],
        category=[article[0] for article in ARTICLES],
        category_no=[categories.index(article[0]) + 10 for article in ARTICLES],
        title=[article[1] for article in ARTICLES],
        brand=[BRANDS[(number * 3) % len(BRANDS)] for number in range(count)],
        price=[article[2] for article in ARTICLES],
        tax=[article[3] for article in ARTICLES],
        is_voucher=[article[0] == "Gutscheine" for article in ARTICLES],
    )
    store(con, "code", code_no=list(range(len(CODES))), code=[code[0] for code in CODES])
    store(
        con,
        "branch",
        branch=list(range(len(STORES))),
        till=[item.till for item in STORES],
        branch_name=[item.name for item in STORES],
        tablet=[item.tablet for item in STORES],
        branch_street=[item.street for item in STORES],
        branch_postal_code=[item.postal_code for item in STORES],
        branch_town=[item.town for item in STORES],
        tax_number=[item.tax_number for item in STORES],
    )
