"""Word lists: people's names with rough frequencies, towns, streets, companies, sentences.

Nothing here is a real person; the frequencies only make common names common.
"""

from __future__ import annotations

Weighted = list[tuple[str, int]]


def _weighted(text: str) -> Weighted:
    """``Name:9 Other:4`` -> pairs; an underscore stands for a blank, no number means 1."""
    pairs = []
    for word in text.split():
        name, _, weight = word.partition(":")
        pairs.append((name.replace("_", " "), int(weight or 1)))
    return pairs


def _pairs(text: str) -> dict[str, str]:
    """``Elisabeth=Lisa`` -> what a name is shortened to."""
    return dict(word.split("=") for word in text.split())


SURNAMES = _weighted("""
Müller:95 Schmidt:69 Schneider:42 Fischer:36 Weber:32 Meyer:30 Wagner:29 Becker:27 Schulz:26
Hoffmann:26 Schäfer:20 Koch:20 Bauer:20 Richter:19 Klein:18 Wolf:17 Schröder:17 Neumann:16
Schwarz:15 Zimmermann:15 Braun:14 Krüger:14 Hofmann:13 Hartmann:13 Lange:12 Schmitt:12 Werner:12
Schmitz:12 Krause:12 Meier:12 Lehmann:11 Schmid:11 Schulze:11 Maier:11 Köhler:10 Herrmann:10
König:10 Walter:10 Mayer:10 Huber:10 Kaiser:9 Fuchs:9 Peters:9 Lang:9 Scholz:9 Möller:9 Weiß:9
Jung:8 Hahn:8 Schubert:8 Vogel:8 Friedrich:8 Keller:8 Günther:8 Frank:8 Berger:7 Winkler:7 Roth:7
Beck:7 Lorenz:7 Baumann:7 Franke:7 Albrecht:7 Schuster:6 Simon:6 Ludwig:6 Böhm:6 Winter:6 Kraus:6
Martin:6 Schumacher:6 Krämer:6 Vogt:6 Stein:6 Jäger:6 Otto:6 Sommer:6 Groß:6 Seidel:5 Heinrich:5
Brandt:5 Haas:5 Schreiber:5 Graf:5 Schulte:5 Dietrich:5 Ziegler:5 Kuhn:5 Kühn:5 Pohl:5 Engel:5
Horn:5 Busch:5 Bergmann:5 Thomas:5 Voigt:5 Sauer:5 Arnold:5 Wolff:5 Pfeiffer:5 Yılmaz:4 Kaya:4
Demir:4 Şahin:3 Çelik:3 Öztürk:4 Yıldız:3 Aydın:3 Arslan:3 Doğan:3 Kılıç:2 Polat:2 Nowak:5
Kowalski:4 Wiśniewski:2 Wójcik:2 Kamiński:2 Lewandowski:3 Zieliński:2 Petrović:2 Jovanović:2
Horvat:2 Popescu:2 Ivanov:3 Petrov:2 Schmidtke:2 Rossi:3 Russo:2 Nguyen:4 Tran:2 Hussein:2
Weiss:3 Großmann:3 Strauß:3 Preuß:2 Heß:2 Voß:3 Kröger:4 Lüders:2 Mühlbauer:2 Grünwald:2 Brückner:3
Förster:4 Göbel:3 Hübner:4 Jahn:3 Kästner:2 Lößl:1 Nürnberger:1 Rößler:3 Sänger:2 Thiel:3 Ulrich:3
von_Arnim:1 von_Berg:1 zu_Dohna:1 Adam:3 Bach:3 Bender:3 Benz:1 Binder:3 Blum:3 Böttcher:3 Brand:2
Breuer:3 Bruns:2 Burger:2 Christ:2 Dahl:1 Decker:2 Diehl:2 Döring:2 Eckert:3 Ebert:3 Ernst:4
Esser:2 Fiedler:3 Fink:3 Freund:1 Fritz:3 Funk:2 Gärtner:3 Geiger:3 Gerlach:3 Giese:2 Götz:4
Haase:3 Hagen:1 Hansen:4 Hein:3 Heinz:2 Hennig:2 Hermann:4 Herold:1 Hess:3 Hirsch:2 Holz:1
Jacob:2 Jansen:4 Janssen:3 Kirchner:2 Konrad:2 Kramer:4 Krebs:2 Kruse:3 Kunz:2 Kurz:2 Lindner:3
Löffler:2 Lutz:3 Marx:3 Mohr:3 Moser:2 Naumann:2 Nickel:2 Noack:1 Ott:3 Paul:3 Petersen:3
Philipp:1 Pieper:2 Probst:1 Rau:2 Reich:2 Reinhardt:3 Reuter:3 Riedel:3 Ritter:3 Rudolph:3 Rupp:1
Sander:3 Schade:2 Schindler:2 Schlüter:2 Schramm:2 Schütz:3 Seifert:3 Siebert:3 Singer:1 Stahl:2
Steffen:2 Stephan:2 Straub:1 Ullrich:2 Unger:2 Urban:2 Vetter:2 Wegner:2 Weidner:1 Weise:2
Wendt:2 Wenzel:2 Wiese:2 Wieland:1 Wild:2 Witt:2 Wulf:2 Zander:2 Zeller:1 Zink:1
Müller-Lüdenscheid:1 Schmidt-Bauer:1 Meyer-Hof:1 Klein-Groß:1
""")

WOMEN = _weighted("""
Maria:30 Ursula:18 Monika:20 Petra:24 Elisabeth:18 Sabine:26 Renate:16 Helga:12 Karin:16 Brigitte:15
Ingrid:13 Erika:10 Andrea:24 Gisela:10 Claudia:24 Susanne:22 Gabriele:17 Christa:10 Christine:16
Hildegard:6 Anna:26 Birgit:18 Barbara:16 Gertrud:4 Heike:17 Marianne:8 Elke:11 Martina:19
Angelika:12 Irmgard:4 Eva:13 Ute:10 Cornelia:10 Ilse:4 Nicole:21 Stefanie:20 Julia:22
Katharina:18 Melanie:14
Sandra:17 Anja:14 Tanja:12 Katrin:12 Silke:9 Simone:9 Kerstin:12 Nadine:12 Christina:13 Daniela:14
Alexandra:10 Johanna:11 Laura:14 Lisa:13 Sarah:14 Lena:13 Lea:10 Hannah:10 Marie:12 Sophie:10
Emma:8 Mia:7 Franziska:9 Jana:8 Vanessa:7 Jennifer:9 Jessica:8 Michaela:10 Sonja:8 Margarete:5
Magdalena:5 Theresa:6 Victoria:4 Charlotte:6 Clara:5 Frieda:3 Käthe:2 Bärbel:5
Ayşe:4 Fatma:4 Emine:3 Zeynep:3 Elif:3 Hatice:2 Agnieszka:3 Małgorzata:2 Katarzyna:3 Joanna:3
Olga:4 Natalia:4 Svetlana:3 Giulia:2 Thi_Mai:2 Fatima:2 Anne-Kathrin:3 Anna-Lena:3 Eva-Maria:3
Marie-Luise:2 Rosemarie:3 Hannelore:5 Waltraud:4 Edeltraud:2 Gudrun:4 Ulrike:11 Dagmar:5
Friederike:3 Antje:6 Wiebke:3 Maike:4 Svenja:5 Annika:6 Carolin:6 Miriam:6 Rebecca:5 Isabel:4
""")

MEN = _weighted("""
Peter:30 Michael:32 Thomas:32 Andreas:30 Wolfgang:22 Klaus:21 Jürgen:19 Günter:12 Stefan:26
Christian:26 Uwe:15 Werner:13 Horst:10 Frank:22 Dieter:14 Manfred:13 Gerhard:12 Hans:15 Bernd:15
Thorsten:10 Torsten:9 Matthias:15 Helmut:11 Walter:7 Heinz:8 Martin:21 Jörg:13 Rolf:8 Jens:13
Sven:11 Alexander:20 Jan:15 Rainer:12 Holger:9 Karl:9 Dirk:12 Joachim:9 Ralf:13 Carsten:8
Daniel:22 Marcel:9 Sebastian:17 Tobias:15 Florian:15 Markus:19 Philipp:12 Felix:11 Lukas:12
Jonas:11 Leon:8 Paul:11 Maximilian:11 Ben:6 Finn:6 Elias:5 Noah:5 Tim:10 Marco:8 Oliver:12
Björn:7 Robert:11 Johannes:10 Jakob:6 David:11 Simon:9 Benjamin:10 Patrick:10 Dennis:9 Kevin:7
Friedrich:5 Wilhelm:4 Heinrich:4 Otto:3 Hermann:4 Rudolf:5 Kurt:4 Georg:6 Josef:6 Franz:5 Anton:5
Ludwig:3 Ulrich:8 Norbert:7 Hans-Joachim:5 Hans-Jürgen:5 Karl-Heinz:6 Hans-Peter:4 Klaus-Dieter:3
Ernst:3 Konrad:2 Theodor:2 Götz:1 Jürg:1 Mehmet:4 Mustafa:4 Ahmet:3 Ali:4 Hüseyin:2 Murat:3
Piotr:3 Krzysztof:2 Tomasz:3 Andrzej:2 Dmitri:3 Sergej:3 Giuseppe:2 Antonio:2 Van_Minh:1 Ivan:2
Henning:3 Malte:3 Sören:2 Lars:7 Nils:6 Ole:2 Hannes:3 Moritz:7 Julian:8 Fabian:9 Dominik:7
Niklas:7 Erik:5 Kai:6 Olaf:5 Volker:6 Axel:5 Gregor:3 Bernhard:6 Siegfried:3 Eberhard:2 Gottfried:1
""")

NICKNAMES = _pairs("""
Elisabeth=Lisa Hans-Joachim=Hajo Katharina=Kathi Alexander=Alex Alexandra=Alex Michael=Micha
Thomas=Tom Stefan=Steff Stefanie=Steffi Susanne=Susi Andreas=Andi Christian=Chris Christina=Tina
Christine=Tine Martina=Tina Sebastian=Basti Maximilian=Max Matthias=Matze Tobias=Tobi
Florian=Flo Johannes=Hannes Johanna=Hanna Joachim=Achim Hans-Jürgen=Hansi Karl-Heinz=Kalle
Wolfgang=Wolle Klaus-Dieter=Klaus Daniela=Dani Daniel=Dani Gabriele=Gabi Barbara=Babs Monika=Moni
Ulrike=Uli Ulrich=Uli Friederike=Rike Franziska=Franzi Theresa=Resi Magdalena=Lena Margarete=Grete
Jennifer=Jenny Jessica=Jessi Rebecca=Becky Benjamin=Ben Friedrich=Fritz Wilhelm=Willi
Heinrich=Heiner Josef=Sepp Ludwig=Lutz Günter=Günni Manfred=Manni Dieter=Didi Siegfried=Siggi
Eberhard=Ebi Bernhard=Bernd Bernd=Berni Philipp=Phil Robert=Rob Marie-Luise=Marlies
Anna-Lena=Anna Eva-Maria=Eva Anne-Kathrin=Anne Hans-Peter=Hape Giuseppe=Pino Antonio=Toni Anton=Toni
Brigitte=Gitte Angelika=Geli Cornelia=Conny Hildegard=Hilde Waltraud=Traudl Edeltraud=Traudel
Hannelore=Hanne Rosemarie=Rosi Charlotte=Lotte Victoria=Vicky Nicole=Nicki Melanie=Melli
Sandra=Sandy Petra=Petzi Ursula=Uschi Renate=Nate Claudia=Claudi Andrea=Andi Oliver=Olli
Markus=Mäx Dominik=Domi Patrick=Pat Julian=Juli Natalia=Natascha Svetlana=Sveta Sergej=Serjoscha
Dmitri=Dima Małgorzata=Gosia Katarzyna=Kasia Krzysztof=Krzysiek
""")

# Town, leading digits of its postal codes, weight (thousands of inhabitants).
TOWNS: list[tuple[str, str, int]] = [
    ("Berlin", "10", 180),
    ("Berlin", "12", 120),
    ("Berlin", "13", 90),
    ("Hamburg", "20", 90),
    ("Hamburg", "22", 110),
    ("München", "80", 90),
    ("München", "81", 80),
    ("Köln", "50", 80),
    ("Köln", "51", 40),
    ("Frankfurt am Main", "60", 76),
    ("Stuttgart", "70", 63),
    ("Düsseldorf", "40", 62),
    ("Leipzig", "04", 60),
    ("Dortmund", "44", 58),
    ("Essen", "45", 58),
    ("Bremen", "28", 57),
    ("Dresden", "01", 56),
    ("Hannover", "30", 54),
    ("Nürnberg", "90", 52),
    ("Duisburg", "47", 50),
    ("Bochum", "448", 36),
    ("Wuppertal", "42", 35),
    ("Bielefeld", "33", 33),
    ("Bonn", "53", 33),
    ("Münster", "48", 31),
    ("Mannheim", "68", 31),
    ("Karlsruhe", "76", 31),
    ("Augsburg", "86", 30),
    ("Wiesbaden", "65", 28),
    ("Mönchengladbach", "41", 26),
    ("Gelsenkirchen", "458", 26),
    ("Aachen", "52", 25),
    ("Braunschweig", "38", 25),
    ("Kiel", "24", 25),
    ("Chemnitz", "09", 24),
    ("Halle (Saale)", "06", 24),
    ("Magdeburg", "39", 24),
    ("Freiburg im Breisgau", "79", 23),
    ("Krefeld", "478", 23),
    ("Mainz", "55", 22),
    ("Lübeck", "23", 22),
    ("Erfurt", "99", 21),
    ("Oberhausen", "46", 21),
    ("Rostock", "18", 21),
    ("Kassel", "34", 20),
    ("Potsdam", "14", 18),
    ("Saarbrücken", "66", 18),
    ("Oldenburg", "26", 17),
    ("Osnabrück", "49", 17),
    ("Heidelberg", "69", 16),
    ("Regensburg", "93", 15),
    ("Paderborn", "330", 15),
    ("Würzburg", "97", 13),
    ("Göttingen", "37", 12),
    ("Ulm", "89", 13),
    ("Koblenz", "56", 11),
    ("Trier", "54", 11),
    ("Jena", "07", 11),
    ("Cottbus", "03", 10),
    ("Schwerin", "19", 10),
    ("Siegen", "57", 10),
    ("Gießen", "35", 9),
    ("Kempten (Allgäu)", "87", 7),
    ("Konstanz", "78", 8),
    ("Bayreuth", "95", 7),
    ("Passau", "94", 5),
    ("Lüneburg", "21", 8),
    ("Flensburg", "249", 9),
    ("Stade", "216", 5),
    ("Görlitz", "02", 6),
    ("Bad Homburg vor der Höhe", "613", 5),
    ("Buxtehude", "2161", 4),
    ("Weißenfels", "066", 4),
]

STREETS = _weighted("""
Hauptstraße:40 Schulstraße:18 Gartenstraße:17 Bahnhofstraße:20 Dorfstraße:15 Bergstraße:14
Birkenweg:11 Lindenstraße:13 Kirchstraße:13 Waldstraße:11 Ringstraße:9 Schillerstraße:9
Goethestraße:10 Amselweg:8 Wiesenstraße:7 Jahnstraße:7 Buchenweg:6 Feldstraße:8 Am_Bahnhof:3
Rosenweg:5 Mozartstraße:5 Beethovenstraße:5 Friedhofstraße:3 Mühlenweg:6 Mühlstraße:4 Parkstraße:5
Blumenstraße:5 Kapellenweg:2 Eichenweg:5 Poststraße:4 Römerstraße:4 Uhlandstraße:3 Ahornweg:4
Tannenweg:3 Fliederweg:3 Lerchenweg:3 Königstraße:4 Marktplatz:3 Am_Markt:2 Berliner_Straße:6
Kölner_Straße:3 Frankfurter_Straße:4 Münchner_Straße:2 Nelkenweg:2 Steinstraße:3 Südstraße:2
Burgstraße:3 Mittelstraße:4 Industriestraße:3 Am_Sportplatz:2 Sonnenstraße:2 Im_Grund:1
An_der_Mühle:2 Hinter_den_Gärten:1 Straße_der_Einheit:2 Ernst-Thälmann-Straße:2 Kantstraße:2
Friedrichstraße:4 Wilhelmstraße:4 Karlstraße:3 Luisenstraße:2 Lessingstraße:3 Heideweg:2 Moorweg:1
""")

MAIL_DOMAINS = _weighted("""
gmail.example.com:30 gmx.example.net:24 web.example.net:24 t-online.example.org:12
mail.example.org:6 outlook.example.com:8 icloud.example.com:6 freenet.example.org:5
posteo.example.org:2 yahoo.example.com:5
""")

TITLES = ["Dr.", "Prof. Dr.", "Dr. med.", "Dipl.-Ing.", "Prof."]

COMPANY_TRADES = _weighted("""
Gartenbau:8 Metallbau:7 Zimmerei:6 Hausverwaltung:8 Gastronomie:7 Hotelbetriebe:5 Bau:9
Elektrotechnik:8 Dachtechnik:4 Landschaftsbau:6 Outdoor-Events:3 Naturkindergarten:3 Forstservice:3
Reisen:4 Logistik:6 Werkzeughandel:4 Campingplatz:4 Bergschule:2 Gebäudereinigung:5 Malerbetrieb:6
""")
COMPANY_FORMS = _weighted(
    "GmbH:60 GmbH_&_Co._KG:15 e.K.:10 AG:4 UG_(haftungsbeschränkt):6 KG:4 e.V.:5"
)
INDUSTRIES = ["CONSTRUCTION", "HOSPITALITY", "RETAIL", "REAL_ESTATE", "EDUCATION_MANAGEMENT"]

TEST_PEOPLE: list[tuple[str, str, str]] = [
    ("Max", "Mustermann", "test@test.example.com"),
    ("Erika", "Mustermann", "erika.mustermann@test.example.com"),
    ("Test", "Test", "test2@test.example.com"),
    ("Test", "Kunde", "testkunde@test.example.com"),
    ("asdf", "asdf", "asdf@test.example.com"),
    ("QA", "Bestellung", "qa@test.example.com"),
    ("Max", "Mustermann", "max@mustermann.example.org"),
]

RETURN_REASONS = _weighted("""
Größe_passt_nicht:24 Gefällt_nicht:18 Defekt:14 Falscher_Artikel:9 Zu_spät_geliefert:12
Entspricht_nicht_der_Beschreibung:11 Doppelt_bestellt:6 Beschädigt_angekommen:6
""")

# Contact reason (tag grund:<reason>): subjects. The first reason is reserved for late parcels.
TICKETS: dict[str, list[str]] = {
    "lieferung_spaet": [
        "Wo bleibt meine Bestellung?",
        "Lieferung überfällig",
        "Paket seit Tagen nicht angekommen",
        "Liefertermin nicht eingehalten",
    ],
    "retoure": ["Frage zur Rücksendung", "Retoure noch nicht erstattet", "Rücksendeetikett fehlt"],
    "produktfrage": ["Frage zum Artikel", "Passt das Zubehör?", "Welche Größe brauche ich?"],
    "rechnung": ["Rechnung fehlt", "Rechnung auf Firma umschreiben", "Doppelt abgebucht"],
    "defekt": ["Artikel defekt", "Reißverschluss kaputt", "Gerät geht nicht an", "Reklamation"],
    "konto": [
        "Passwort vergessen",
        "Adresse ändern",
        "Bitte Konto löschen",
        "E-Mail-Adresse ändern",
    ],
    "kundenkarte": ["Punkte fehlen", "Kundenkarte verloren", "Karte dem Konto zuordnen"],
    "beratung": [
        "Beratungstermin in der Filiale",
        "Angebot für größere Menge",
        "Frage zum Sortiment",
    ],
}

COMMENTS_GOOD = [
    "Alles bestens, gerne wieder!",
    "Sehr schnelle Lieferung, danke.",
    "Tolle Beratung in der Filiale.",
    "Super Qualität, fairer Preis.",
    "Der Kundenservice war sehr freundlich.",
    "Top, wie immer.",
    "Einfach bestellt, schnell da.",
    "Bin seit Jahren Kundin und immer zufrieden.",
]
COMMENTS_MIXED = [
    "War in Ordnung.",
    "Lieferung ok, Verpackung könnte besser sein.",
    "Bisschen teuer geworden.",
    "Auswahl in der Filiale kleiner als online.",
    "Hat gepasst, aber die Kasse war sehr langsam.",
]
COMMENTS_BAD = [
    "Die Lieferung kam viel zu spät.",
    "Niemand konnte mir sagen, wo mein Paket ist.",
    "Dreimal angerufen, keine Antwort. Sehr ärgerlich!",
    "Artikel war beschädigt.",
    "Erstattung dauert ewig.",
    "So bestelle ich hier nicht mehr.",
]
COMMENTS_LATE = [
    "Zugesagt war Dienstag, angekommen ist es am Samstag.",
    "Lieferung viel zu spät, Geburtstag verpasst.",
    "Über eine Woche Verspätung und keine Nachricht.",
]

STORE_CLERKS = ["A. Brandt", "M. Celik", "S. Vogt", "J. Hahn", "K. Nowak", "T. Winter"]
