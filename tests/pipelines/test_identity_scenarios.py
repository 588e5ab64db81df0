"""Who is who, told as stories; ``models/identity/SCENARIOS.md`` says why each must end so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .identity_town import Catalogue, Outcomes, People, Town

Nights = Iterator[None]
CATALOGUE = Catalogue()
story = CATALOGUE.story


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def outcomes(town: Town) -> Outcomes:
    return CATALOGUE.tell(town)


def test_no_two_stories_share_a_person(town: Town, outcomes: Outcomes) -> None:
    """Else one story's people would decide how another's ends."""
    bearers: dict[object, set[str]] = {}
    for record, fields in town.ever_told.items():
        whose = town.owners.get(record, "the ordinary people")
        for name in ("email", "phone", "loyalty_card_number", "device_id", "last_name"):
            value = fields.get(name)
            if value and value not in ("Müller", "0000000"):
                bearers.setdefault((name, value), set()).add(whose)
    assert {value: stories for value, stories in bearers.items() if len(stories) > 1} == {}


def test_built_day_by_day_the_room_is_what_it_is_when_built_from_nothing(
    town: Town, outcomes: Outcomes
) -> None:
    """Arrivals, changes, erasures and verdicts of three nights; a run writes what changed only."""
    *_, day_by_day, from_nothing = town.rooms
    assert len(from_nothing) > 60
    assert day_by_day == from_nothing


def test_what_changed_is_forgotten_once_all_who_read_it_have_heard_it(
    town: Town, outcomes: Outcomes
) -> None:
    """So no number of who was erased outlives the run that erases."""
    assert len(town.untold[-2]) > 30
    assert [held for night in town.untold for held in night.values() if held] == []


# -- shapes of ties


@story
def test_simple(them: People) -> Nights:
    shop = them.known("shop", first_name="Ada", last_name="Aldenhoven", email="ada@example.com")
    crm = them.known("crm", first_name="Ada", last_name="Aldenhoven", email="ada@example.com")
    yield
    them.are({shop, crm})


@story
def test_chain(them: People) -> Nights:
    name = {"first_name": "Benno", "last_name": "Birnstiel"}
    shop = them.known("shop", **name, email="b@chain.example.com")
    crm = them.known("crm", **name, email="b@chain.example.com", phone="030 23125101")
    desk = them.known("desk", **name, phone="030 23125101", loyalty_card_number="290101")
    till = them.known("till", **name, loyalty_card_number="290101")
    yield
    them.are({shop, crm, desk, till})


@story
def test_fan_in(them: People) -> Nights:
    name = {"first_name": "Cilia", "last_name": "Cramme"}
    shop = them.known("shop", **name, email="c@fan.example.com")
    desk = them.known("desk", **name, phone="030 23125102")
    till = them.known("till", **name, loyalty_card_number="290102")
    crm = them.known(
        "crm", **name, email="c@fan.example.com", phone="030 23125102",
        loyalty_card_number="290102",
    )  # fmt: skip
    yield
    them.are({shop, desk, till, crm})


@story
def test_diamond(them: People) -> Nights:
    name = {"first_name": "Dora", "last_name": "Dinkelacker"}
    top = them.known("shop", **name, email="d@diamond.example.com", phone="030 23125103")
    left = them.known("crm", **name, email="d@diamond.example.com", loyalty_card_number="290103")
    right = them.known("desk", **name, phone="030 23125103", email="d2@diamond.example.com")
    end = them.known("till", **name, loyalty_card_number="290103", email="d2@diamond.example.com")
    yield
    them.are({top, left, right, end})


@story
def test_ring(them: People) -> Nights:
    name = {"first_name": "Enno", "last_name": "Eibenstein"}
    mails = [f"e{number}@ring.example.com" for number in range(5)]
    cards = [f"29200{number}" for number in range(5)]
    ring = {
        them.known("crm", **name, email=mails[number], loyalty_card_number=cards[turn])
        for number in range(5)
        for turn in (number, (number + 1) % 5)
    }
    yield
    them.are(ring)


@story
def test_long_chain(them: People) -> Nights:
    links = {
        them.known_as("news", f"chain-{step}", external_id=f"news:chain-{step + 1}")
        for step in range(1000)
    }
    yield
    them.are(links)


@story
def test_star(them: People) -> Nights:
    account = them.known(
        "shop", first_name="Frauke", last_name="Fettich", email="f@star.example.com"
    )
    guests = {
        them.ordered("shop", f"G{number}", email="f@star.example.com") for number in range(60)
    }
    yield
    them.are({account, *guests})
    assert them.town.facts["star-G59"] == them.id_of(account)


@story
def test_self_bridge(them: People) -> Nights:
    alone = them.known_as(
        "crm", "self-1", first_name="Gero", last_name="Gundelach", external_id="crm:self-1"
    )
    other = them.known("shop", first_name="Heide", last_name="Hagemeister",
                       external_id="crm:nobody-has-this")  # fmt: skip
    yield
    them.are({alone}, {other})


@story
def test_cross_id(them: People) -> Nights:
    crm = them.known_as("crm", "cross-77", first_name="Ilka", last_name="Immisch")
    desk = them.known("desk", email="i@cross.example.com", external_id="crm:cross-77")
    order = them.ordered("shop", "1", email="i@cross.example.com")
    yield
    them.are({crm, desk, order})


# -- mailboxes


@story
def test_shared_email_of_a_couple(them: People) -> Nights:
    mail = {"email": "wir@couple.example.com", "last_name": "Jungclaus"}
    her = them.known("shop", first_name="Jorinde", **mail)
    him = them.known("crm", first_name="Valentin", **mail)
    guest = them.ordered("shop", "1", email="wir@couple.example.com")
    yield
    them.are({her}, {him}, {guest})


@story
def test_family(them: People) -> Nights:
    home = {
        "last_name": "Kahlert", "street": "Ulmenweg 7", "postal_code": "04177",
        "city": "Leipzig", "email": "alle@family.example.com", "phone": "030 23125104",
    }  # fmt: skip
    mother = them.known("shop", first_name="Ruth", birth_date="1975-02-03", **home)
    father = them.known("crm", first_name="Viktor", birth_date="1973-10-20", **home)
    daughter = them.known("shop", first_name="Nora", birth_date="2003-06-11", **home)
    son = them.known("desk", first_name="Emil", birth_date="2005-01-30", **home)
    again = them.known("till", first_name="Nora", birth_date="2003-06-11", **home)
    yield
    them.are({mother}, {father}, {daughter, again}, {son})


@story
def test_household_of_one_surname(them: People) -> Nights:
    home = {"last_name": "Lenfers", "street": "Am Wehr 3", "postal_code": "59065"}
    one = them.known("shop", first_name="Agathe", email="a@house.example.com", **home)
    two = them.known("crm", first_name="Bruno", email="b@house.example.com", **home)
    three = them.known("desk", first_name="Clemens", phone="030 23125105", **home)
    yield
    them.are({one}, {two}, {three})


@story
def test_kiosk(them: People) -> Nights:
    people = [
        them.known("shop", first_name=first, last_name=last, email="kasse-3@store.example.com")
        for first, last in [("Mila", "Maibach"), ("Nils", "Nottbeck"), ("Orla", "Oxenfart")]
    ]
    guest = them.ordered("shop", "1", email="kasse-3@store.example.com")
    yield
    them.are(*({person} for person in people), {guest})
    them.skipped_for("store_device", *people, guest)


@story
def test_role_address(them: People) -> Nights:
    buyer = them.known("shop", first_name="Paula", last_name="Pappenheim",
                       email="einkauf@works.example.com")  # fmt: skip
    colleague = them.known("crm", first_name="Quirin", last_name="Quast",
                           email="einkauf@works.example.com")  # fmt: skip
    guest = them.ordered("shop", "1", email="einkauf@works.example.com")
    yield
    them.are({buyer}, {colleague}, {guest})
    them.skipped_for("role_address", buyer, colleague, guest)


@story
def test_marketplace_relay(them: People) -> Nights:
    one = them.known("amazon", first_name="Rieke", last_name="Rottluff",
                     email="x7k2@marketplace.amazon.de")  # fmt: skip
    other = them.known("shop", first_name="Silja", last_name="Sackmann",
                       email="x7k2@marketplace.amazon.de")  # fmt: skip
    yield
    them.are({one}, {other})
    them.skipped_for("marketplace_relay", one, other)


@story
def test_mailbox_of_a_family_by_its_name(them: People) -> Nights:
    mail = {"email": "familie.obermosel@mail.example.com"}
    name = {"first_name": "Burghild", "last_name": "Obermosel", **mail}
    mother = {them.known("crm", **name), them.known("shop", **name)}
    guest = them.ordered("shop", "1", **mail)
    subscriber = them.known("news", **mail)
    yield
    them.are(mother, {guest}, {subscriber})
    them.skipped_for("whole_family", guest, subscriber)


@story
def test_shared_mailbox_found_from_data(them: People) -> Nights:
    names = [("Tessa", "Tiedge"), ("Udo", "Uphoff"), ("Wim", "Wachsmuth"), ("Xenia", "Xanten"),
             ("Yann", "Yblagger"), ("Zoe", "Zacharek")]  # fmt: skip
    people = [
        them.known("crm", first_name=first, last_name=last, email="verein@club.example.com")
        for first, last in names
    ]
    guest = them.ordered("shop", "1", email="verein@club.example.com")
    yield
    them.are(*({person} for person in people), {guest})
    them.skipped_for("too_many_names", *people, guest)


@story
def test_misspelt_twice(them: People) -> Nights:
    mail = {"email": "aurelie@misspelt.example.com"}
    right = them.known("shop", first_name="Aurelie", last_name="Aberspach", **mail)
    first = them.known("crm", first_name="Aurnelie", last_name="Aberspach", **mail)
    last = them.known("desk", first_name="Aurelie", last_name="Abesrpach", **mail)
    guest = them.ordered("market", "1", **mail)
    yield
    them.are({right, first, last, guest})


@story
def test_plus_tag_mail(them: People) -> Nights:
    shop = them.known("shop", first_name="Alma", last_name="Attenkofer",
                      email="alma@plus.example.com")  # fmt: skip
    news = them.known("news", email="Alma+Gutschein@plus.example.com")
    yield
    them.are({shop, news})


@story
def test_gmail_dots(them: People) -> Nights:
    dotted = them.known("shop", first_name="Balthasar", last_name="Bockelmann",
                        email="b.bockel.mann@gmail.com")  # fmt: skip
    plain = them.known("news", email="bbockelmann@googlemail.com")
    elsewhere = them.known("news", email="c.dott@dots.example.com")
    another = them.known("news", email="cdott@dots.example.com")
    yield
    them.are({dotted, plain}, {elsewhere}, {another})


@story
def test_recycled_email(them: People) -> Nights:
    before = them.known("shop", "2019-03-01", first_name="Cäcilie", last_name="Clausnitzer",
                        birth_date="1941-05-09", email="c@recycled.example.com")  # fmt: skip
    yield
    old_id = them.id_of(before)
    after = them.known("shop", "2026-07-10", first_name="Dunja", last_name="Drechsel",
                       birth_date="1999-12-02", email="c@recycled.example.com")  # fmt: skip
    order = them.ordered("shop", "1", email="c@recycled.example.com")
    yield
    them.are({before}, {after}, {order})
    assert them.id_of(before) == old_id


@story
def test_too_many_addresses_in_a_year(them: People) -> Nights:
    tied, fallen = set(), set()
    for month in range(1, 8):
        since, mail = f"2025-{month:02d}-01", f"c{month}@year.example.com"
        desk = them.known("desk", since, loyalty_card_number="290304", email=mail)
        news = them.known("news", since, email=mail)
        tied |= {desk, news} if month <= 5 else {desk}
        fallen |= {news} if month > 5 else set()
    slowly = {
        them.known(tool, f"{year}-01-01", **more, email=f"s{year}@year.example.com")
        for year in range(2013, 2020)
        for tool, more in (("desk", {"loyalty_card_number": "290305"}), ("news", {}))
    }
    yield
    them.are(tied, *({record} for record in fallen), slowly)
    assert {record for why, record in them.town.skipped if why == "too_many_values"} >= fallen


# -- cards, devices, phones


@story
def test_lent_card(them: People) -> Nights:
    card = {"loyalty_card_number": "290301"}
    owner = them.known("loyalty", first_name="Elfriede", last_name="Erlwein", **card)
    till = them.known("till", first_name="Elfriede", last_name="Erlwein", **card)
    friend = them.known("shop", first_name="Gunnar", last_name="Glimm", **card)
    receipt = them.known("store", external_id=":".join(owner), **card)
    yield
    them.are({owner, till, receipt}, {friend})


@story
def test_card_of_the_partner(them: People) -> Nights:
    home = {"last_name": "Halbritter", "street": "Auf dem Sand 11", "postal_code": "72762",
            "loyalty_card_number": "290302"}  # fmt: skip
    holder = them.known("loyalty", first_name="Irmtraud", email="irm@card.example.com", **home)
    husband = them.known("shop", first_name="Ruprecht", email="rup@card.example.com", **home)
    receipt = them.ordered("till", "1", loyalty_card_number="290302")
    yield
    assert them.id_of(holder) != them.id_of(husband)
    assert them.id_of(receipt) != them.id_of(husband)


@story
def test_card_lent_to_one_of_her_first_name(them: People) -> Nights:
    mail = {"first_name": "Hedwig", "email": "hedwig@lent.example.com"}
    name = {"last_name": "Hallmackenreuther"}
    member = {
        them.known("loyalty", loyalty_card_number="290309", **name, **mail),
        them.known("shop", **name, **mail),
    }
    mail = {"first_name": "Hedwig", "email": "hufnagl@lent.example.org"}
    friend = {
        them.known("crm", last_name="Hufnagl", **mail),
        them.known("market", last_name="Hufnagl", loyalty_card_number="290309", **mail),
    }
    card = {"first_name": "Hedwig", "loyalty_card_number": "290310"}
    married = {
        them.known("loyalty", last_name="Halbrock", email="halbrock@lent.example.com", **card),
        them.known("till", last_name="Hachtmann", **card),
    }
    yield
    them.are(member, friend, married)


@story
def test_receipt_between_two_of_one_first_name(them: People) -> Nights:
    mail = {"first_name": "Hildegund", "email": "hildegund@receipt.example.com"}
    member = {
        them.known("loyalty", last_name="Haberzettl", loyalty_card_number="290319", **mail),
        them.known("shop", last_name="Haberzettl", **mail),
    }
    mail = {"first_name": "Hildegund", "email": "hufschlag@receipt.example.org"}
    friend = {
        them.known("crm", last_name="Hufschlag", **mail),
        them.known("desk", last_name="Hufschlag", loyalty_card_number="290319", **mail),
    }
    receipt = {them.known("till", loyalty_card_number="290319")}
    yield
    them.are(member, friend, receipt)


@story
def test_card_of_two_years_of_birth(them: People) -> Nights:
    name = {"first_name": "Ilsetraud", "last_name": "Zottmaier"}
    card = {"loyalty_card_number": "290320"}
    own, other = "ilsetraud@years.example.com", "ilsetraud_zottmaier1963@years.example.org"
    member = {
        them.known("loyalty", **name, **card, birth_date="1930-05-24", email=own),
        them.known("shop", **name, email=own),
    }
    friend = them.known("crm", **name, email=other)
    borrowed = them.known("desk", **name, **card)
    receipt = them.known("till", **card)
    yield
    them.are(member | {borrowed, receipt}, {friend})
    them.changed(borrowed, email=other)
    yield
    them.are(member, {friend, borrowed}, {receipt})
    assert {("lent_card", borrowed), ("lent_card", receipt)} <= them.town.skipped


@story
def test_reused_phone_number(them: People) -> Nights:
    before = them.known("crm", "2017-01-01", first_name="Jobst", last_name="Jeschonnek",
                        phone="0171 3920001")  # fmt: skip
    after = them.known("shop", "2025-05-01", first_name="Kirsten", last_name="Knobelspies",
                       phone="0171 3920001")  # fmt: skip
    caller = them.known("desk", phone="0171 3920001")
    yield
    them.are({before}, {after}, {caller})


@story
def test_phone_in_three_spellings(them: People) -> Nights:
    name = {"first_name": "Leopold", "last_name": "Lauterjung"}
    shop = them.known("shop", **name, phone="0171 39200 02")
    crm = them.known("crm", **name, phone="+49 (0)171 / 3920002")
    desk = them.known("desk", **name, phone="0049171-3920002")
    yield
    them.are({shop, crm, desk})


@story
def test_swiss_and_austrian_phone(them: People) -> Nights:
    swiss = {"first_name": "Meinrad", "last_name": "Mumenthaler"}
    at_home = them.known("shop", **swiss, phone="044 668 18 00", country_code="CH")
    abroad = them.known("crm", **swiss, phone="+41 44 668 18 00")
    austrian = {"first_name": "Notburga", "last_name": "Nussbaumer"}
    in_graz = them.known("shop", **austrian, phone="0316 872 0012", country_code="AT")
    in_ulm = them.known("crm", **austrian, phone="0043 316 8720012")
    yield
    them.are({at_home, abroad}, {in_graz, in_ulm})


@story
def test_store_device(them: People) -> Nights:
    names = [("Ottilie", "Oeverdieck"), ("Pirmin", "Pachmayr"), ("Ragna", "Rabenstein"),
             ("Sixt", "Sudhoff"), ("Tilda", "Trautvetter"), ("Urs", "Ungelenk")]  # fmt: skip
    people = [
        them.known("app", first_name=first, last_name=last, device_id="tablet-of-the-store")
        for first, last in names
    ]
    yield
    them.are(*({person} for person in people))
    them.skipped_for("too_many_names", *people)


@story
def test_own_device(them: People) -> Nights:
    name = {"first_name": "Verena", "last_name": "Vosskuhl", "device_id": "phone-of-verena"}
    app = them.known("app", **name)
    shop = them.known("shop", **name, email="v@device.example.com")
    nobody = them.known("web", device_id="phone-of-verena")
    yield
    them.are({app, shop}, {nobody})


# -- people who look alike


@story
def test_twins(them: People) -> Nights:
    home = {"last_name": "Wunderlich", "birth_date": "1999-09-09", "street": "Quellweg 2",
            "postal_code": "01069"}  # fmt: skip
    leon = them.known("shop", first_name="Leon", email="leon@twins.example.com", **home)
    paul = them.known("shop", first_name="Paul", email="paul@twins.example.com", **home)
    again = them.known("crm", first_name="Leon", **home)
    yield
    them.are({leon, again}, {paul})


@story
def test_father_and_son_of_one_name(them: People) -> Nights:
    name = {"first_name": "Arnulf", "last_name": "Zipperlen", "street": "Rainstr. 4",
            "postal_code": "73033"}  # fmt: skip
    father = them.known("shop", birth_date="1950-03-01", **name)
    son = them.known("crm", birth_date="1983-11-20", **name)
    yield
    them.are({father}, {son})


@story
def test_father_and_son_without_birthdays(them: People) -> Nights:
    name = {"first_name": "Dietmar", "last_name": "Zwetschke", "street": "Rainhang 9",
            "postal_code": "73035"}  # fmt: skip
    father = {
        them.known("shop", email="dietmar@rain.example.com", **name),
        them.known("news", email="dietmar@rain.example.com", **name),
    }
    son = {
        them.known("shop", email="zwetschke@rain.example.com", **name),
        them.known("desk", email="zwetschke@rain.example.com", phone="0171 3920006", **name),
    }
    receipt = them.known("till", **name)
    later_receipt = them.known("market", **name)
    yield
    them.are(father, son, {receipt}, {later_receipt})


@story
def test_mother_and_daughter_one_digit_apart(them: People) -> Nights:
    name = {"first_name": "Mechthild", "last_name": "Zwetschmann", "street": "Rainhang 11",
            "postal_code": "73035"}  # fmt: skip
    mother = {them.known(tool, email="mechthild37@digit.example.com", **name)
              for tool in ("shop", "news")}  # fmt: skip
    daughter = {them.known(tool, email="mechthild67@digit.example.com", **name)
                for tool in ("shop", "desk")}  # fmt: skip
    receipt = them.known("market", **name)
    yield
    them.are(mother, daughter, {receipt})


@story
def test_two_years_in_two_mailboxes(them: People) -> Nights:
    name = {"first_name": "Roswitha", "last_name": "Zwetzler", "street": "Rainhang 13",
            "postal_code": "73035"}  # fmt: skip
    mother = {them.known("shop", email="roswitha58@year.example.com", **name)}
    daughter = {them.known("crm", email="zwetzler_roswitha1991@year.example.org", **name)}
    yield
    them.are(mother, daughter)


@story
def test_year_in_a_mailbox_against_a_birth_date(them: People) -> Nights:
    name = {"first_name": "Kunibert", "last_name": "Zumsteeg", "street": "Rainhang 19",
            "postal_code": "73038"}  # fmt: skip
    father = {them.known("loyalty", birth_date="1951-08-26", email="k.zumsteeg@born.example.com",
                         loyalty_card_number="290318", **name)}  # fmt: skip
    son = {them.known("shop", email="kunibert_zumsteeg1984@born.example.org", **name)}
    yield
    them.are(father, son)


@story
def test_two_years_of_a_rare_name(them: People) -> Nights:
    name = {"first_name": "Maike", "last_name": "Zitterbarth"}
    elder = {them.known("crm", email="maike_zitterbarth1937@rare.example.com", **name)}
    younger = {
        them.known("shop", email="maikezitterbarth75@rare.example.org", street="Rainhang 18",
                   postal_code="73038", **name),
        them.known("desk", email="maikezitterbarth75@rare.example.org", **name),
    }  # fmt: skip
    yield
    them.are(elder, younger)


@story
def test_two_mailboxes_of_one_name_at_one_provider(them: People) -> Nights:
    name = {"first_name": "Sigurd", "last_name": "Zwergmaier", "street": "Rainhang 15",
            "postal_code": "73038"}  # fmt: skip
    father = {them.known("shop", email="sigurd.zwergmaier@post.example.com", **name)}
    son = {them.known("crm", email="zwergmaier.sigurd@post.example.com", **name)}
    other = {"first_name": "Notburga", "last_name": "Zwengler", "street": "Rainhang 16",
             "postal_code": "73038"}  # fmt: skip
    elsewhere = {
        them.known("shop", email="notburga.zwengler@post.example.com", **other),
        them.known("crm", email="zwengler.notburga@mail.example.org", **other),
    }
    mistyped = {"first_name": "Ottokar", "last_name": "Zwengmann", "street": "Rainhang 17",
                "postal_code": "73038"}  # fmt: skip
    once = {
        them.known("shop", email="ottokar.zwengmann@post.example.com", **mistyped),
        them.known("crm", email="ottoka.rzwengmann@post.example.com", **mistyped),
    }
    yield
    them.are(father, son, elsewhere, once)


@story
def test_second_mailbox(them: People) -> Nights:
    name = {"first_name": "Edeltraud", "last_name": "Zitzelsberg", "street": "Rainhof 3",
            "postal_code": "73036"}  # fmt: skip
    shop = them.known("shop", email="et@second.example.com", **name)
    crm = them.known("crm", email="et@second.example.com", **name)
    guest = them.known("market", email="other@second.example.org", **name)
    receipt = them.known("till", **name)
    yield
    them.are({shop, crm, guest, receipt})


@story
def test_fits_father_and_son(them: People) -> Nights:
    name = {"first_name": "Gunther", "last_name": "Zwirnlein", "street": "Rainweg 14",
            "postal_code": "73037"}  # fmt: skip
    father = them.known("shop", birth_date="1950-03-01", **name)
    son = them.known("crm", birth_date="1983-11-20", **name)
    either = them.known("desk", **name)
    yield
    them.are({father}, {son}, {either})


@story
def test_father_and_son_with_one_card(them: People) -> Nights:
    name = {"first_name": "Gernot", "last_name": "Zwirnstein"}
    card = {"loyalty_card_number": "290307"}
    father = {
        them.known("loyalty", birth_date="1945-10-30", email="g1@card.example.com", **name, **card),
        them.known("shop", email="g1@card.example.com", **name, **card),
    }
    son = {
        them.known("crm", birth_date="1989-01-18", email="g2@card.example.com", **name),
        them.known("shop", email="g2@card.example.com", **name, **card),
    }
    yield
    them.are(father, son)


@story
def test_sisters_whose_names_are_alike(them: People) -> Nights:
    home = {"last_name": "Zwirnmann", "street": "Rainblick 4", "postal_code": "73037"}
    elder = them.known("crm", first_name="Anna", email="anna@alike.example.com", **home)
    younger = them.known("shop", first_name="Anja", email="anja@alike.example.com", **home)
    others = [
        {them.known("news", first_name=first, last_name=last)}
        for first, lasts in (("Anna", "Zwackel Zwiefel Zwonitz Zwurm"),
                             ("Anja", "Zwatzke Zwehlen Zwolle Zwulfen"))
        for last in lasts.split()
    ]  # fmt: skip
    yield
    them.are({elder}, {younger}, *others)


@story
def test_swapped_names_of_two_relatives(them: People) -> Nights:
    people = []
    for given, street in ("Kerstin", "Rainweg 81"), ("Philipp", "Talweg 49"):
        mail = {"email": f"{given.lower()}@swapped.example.com", "city": "Kirchheim"}
        straight = them.known("shop", first_name=given, last_name="Zwickenpflug", street=street,
                              postal_code="73230", **mail)  # fmt: skip
        swapped = them.known("news", first_name="Zwickenpflug", last_name=given, **mail)
        people.append({straight, swapped})
    yield
    them.are(*people)


@story
def test_namesakes_in_one_town(them: People) -> Nights:
    name = {"first_name": "Bertram", "last_name": "Achterberg", "postal_code": "48143",
            "city": "Münster"}  # fmt: skip
    one = them.known("shop", street="Salzstr. 8", birth_date="1961-04-05", **name)
    other = them.known("crm", street="Domplatz 1", birth_date="1979-08-30", **name)
    third = them.known("desk", street="Hafenweg 22", birth_date="1990-01-17", **name)
    yield
    them.are({one}, {other}, {third})


@story
def test_common_name_alone(them: People) -> Nights:
    name = {"first_name": "Thomas", "last_name": "Müller"}
    shop = them.known("shop", email="tom1961@alone.example.com", **name)
    crm = them.known("crm", phone="0171 3920005", **name)
    till = them.known("till", loyalty_card_number="290404", **name)
    yield
    them.are({shop}, {crm}, {till})


@story
def test_initial_only(them: People) -> Nights:
    home = {"last_name": "Bachhuber", "street": "Zeile 5", "postal_code": "84028"}
    full = them.known("shop", first_name="Corbinian", email="c@initial.example.com", **home)
    short = them.known("crm", first_name="C.", email="c@initial.example.com", **home)
    yield
    them.are({full, short})


@story
def test_initial_of_a_known_name(them: People) -> Nights:
    home = {"street": "Zeile 7", "postal_code": "84028", "city": "Landshut",
            "loyalty_card_number": "290308"}  # fmt: skip
    mail = {"email": "wiltrud@initials.example.com", "last_name": "Bachmeyer"}
    wife = {
        them.known("loyalty", first_name="W.", **mail, **home),
        them.known("shop", first_name="Wiltrud", **mail, **home),
    }
    husband = {
        them.known("shop", first_name="Wendelin", last_name="Bruckmoser",
                   email="wendelin@initials.example.com", **home),
        them.known("desk", first_name="Wendelin", last_name="Bruckmoser",
                   email="wendelin@initials.example.com"),
    }  # fmt: skip
    yield
    them.are(wife, husband)


@story
def test_two_names_of_one_sound(them: People) -> Nights:
    people = []
    for last, mail, town in (
        ("Zwillmeyer", "emma.zwillmeyer@sound.example.com", ("Talstr. 1", "84034", "Landshut")),
        ("Zwillmeier", "emma.zwillmeier@sound.example.com", ("Hafen 8", "18055", "Rostock")),
    ):
        home = dict(zip(("street", "postal_code", "city"), town, strict=True))
        name = {"first_name": "Emma", "last_name": last, "email": mail}
        people.append({them.known("shop", **name, **home), them.known("desk", **name)})
    yield
    them.are(*people)


# -- names, addresses and dates of one person


@story
def test_moved_house(them: People) -> Nights:
    name = {"first_name": "Degenhard", "last_name": "Cullmann", "birth_date": "1968-07-07"}
    old_home = {"street": "Alte Gasse 1", "postal_code": "55116", "city": "Mainz"}
    shop = them.known("shop", **name, **old_home)
    crm = them.known("crm", **name, **old_home)
    yield
    them.are({shop, crm})
    before = them.id_of(shop)
    them.changed(crm, street="Neue Allee 99", postal_code="18055", city="Rostock")
    yield
    them.are({shop, crm})
    assert them.id_of(shop) == before


@story
def test_married_name(them: People) -> Nights:
    mail = {"first_name": "Edelgard", "email": "edel@married.example.com"}
    shop = them.known("shop", last_name="Damköhler", **mail)
    crm = them.known("crm", last_name="Damköhler", **mail)
    yield
    before = them.id_of(shop)
    them.changed(crm, last_name="Feigenspan")
    yield
    them.are({shop, crm})
    assert them.id_of(crm) == before


@story
def test_double_name(them: People) -> Nights:
    mail = {"first_name": "Friedegund", "email": "fe@double.example.com"}
    shop = them.known("shop", last_name="Ehrensperger-Lüdenscheidt", **mail)
    crm = them.known("crm", last_name="Ehrensperger", **mail)
    desk = them.known("desk", last_name="Lüdenscheidt Ehrensperger", **mail)
    yield
    them.are({shop, crm, desk})


@story
def test_nickname(them: People) -> Nights:
    mail = {"last_name": "Gansloser", "email": "g@nick.example.com"}
    full = them.known("shop", first_name="Hans-Joachim", **mail)
    short = them.known("crm", first_name="Achim", **mail)
    mail = {"last_name": "Gerstmayr", "email": "b@nick.example.com"}
    lisa = them.known("shop", first_name="Elisabeth", **mail)
    betty = them.known("crm", first_name="Betty", **mail)
    yield
    them.are({full, short}, {lisa, betty})


@story
def test_umlaut_in_both_spellings(them: People) -> Nights:
    written = them.known("shop", first_name="Jürgen", last_name="Hößlinger",
                         street="Mühlgäßchen 12", postal_code="86150")  # fmt: skip
    typed = them.known("crm", first_name="Juergen", last_name="Hoesslinger",
                       street="Muehlgaesschen 12", postal_code="86150")  # fmt: skip
    lost = them.known("desk", first_name="Jurgen", last_name="Hosslinger",
                      street="Muhlgasschen 12", postal_code="86150")  # fmt: skip
    yield
    them.are({written, typed, lost})


@story
def test_swapped_names(them: People) -> Nights:
    born = {"birth_date": "1970-05-06"}
    right = them.known("shop", first_name="Ingeborg", last_name="Illgner", **born)
    swapped = them.known("till", first_name="Illgner", last_name="Ingeborg", **born)
    yield
    them.are({right, swapped})


@story
def test_swapped_day_and_month(them: People) -> Nights:
    who = {"first_name": "Jodokus", "last_name": "Juchatz", "email": "jo@swap.example.com"}
    shop = them.known("shop", birth_date="1982-03-11", **who)
    crm = them.known("crm", birth_date="1982-11-03", **who)
    yield
    them.are({shop, crm})


@story
def test_unknown_birth_date(them: People) -> Nights:
    who = {"first_name": "Kunibert", "last_name": "Kaltwasser", "email": "k@unborn.example.com"}
    shop = them.known("shop", birth_date="1900-01-01", **who)
    crm = them.known("crm", birth_date="1958-12-24", **who)
    namesake = {"first_name": "Thomas", "last_name": "Müller", "birth_date": "01.01.1900"}
    one = them.known("desk", postal_code="25746", city="Heide", street="Markt 1", **namesake)
    other = them.known("till", postal_code="94032", city="Passau", street="Inn 9", **namesake)
    yield
    them.are({shop, crm}, {one}, {other})


@story
def test_titles_and_particles(them: People) -> Nights:
    home = {"street": "Schloßgasse 1", "postal_code": "99084"}
    crm = them.known("crm", first_name="Dr. Ludolf", last_name="Freiherr von Lützenkirchen", **home)
    shop = them.known("shop", first_name="Ludolf", last_name="Luetzenkirchen", **home)
    desk = them.known("desk", first_name="Herr Prof. Dr. Ludolf", last_name="v. Lützenkirchen",
                      **home)  # fmt: skip
    yield
    them.are({crm, shop, desk})


@story
def test_street_in_three_spellings(them: People) -> Nights:
    who = {"first_name": "Mechthild", "last_name": "Memmersheim", "postal_code": "53113"}
    shop = them.known("shop", street="Konrad-Zuse-Straße 12a", **who)
    crm = them.known("crm", street="Konrad-Zuse-Str. 12 A", **who)
    desk = them.known("desk", street="konrad zuse strasse 12 a", **who)
    next_door = them.known("till", first_name="Norwin", last_name="Naujoks",
                           street="Konrad-Zuse-Str. 12b", postal_code="53113")  # fmt: skip
    yield
    them.are({shop, crm, desk}, {next_door})


# -- what identifies nobody


@story
def test_packstation_shared_by_strangers(them: People) -> Nights:
    box = {"street": "Packstation 145", "postal_code": "10115", "city": "Berlin"}
    one = them.known("shop", first_name="Ottmar", last_name="Oelschlegel", **box)
    other = them.known("crm", first_name="Olaf", last_name="Oelschlegel", **box)
    third = them.known("shop", first_name="Ottmar", last_name="Pfannkuchen", **box)
    yield
    them.are({one}, {other}, {third})


@story
def test_test_person(them: People) -> Nights:
    who = {"first_name": "Erika", "last_name": "Mustermann", "email": "erika@test.example.com"}
    shop = them.known("shop", **who)
    crm = them.known("crm", **who)
    flagged = {"first_name": "Rixa", "last_name": "Quellmalz", "email": "r@test.example.com"}
    true = them.known("shop", **flagged)
    trial = them.known("crm", is_test=True, **flagged)
    yield
    them.are({shop}, {crm}, {true}, {trial})
    them.skipped_for("test_person", shop, crm, trial)


@story
def test_placeholder_name(them: People) -> Nights:
    home = {"street": "Bahnhofsplatz 1", "postal_code": "28195"}
    nobody = {"first_name": "Unbekannt", "last_name": "Laufkunde"}
    till = them.known("till", **nobody, **home)
    desk = them.known("desk", **nobody, **home)
    yield
    them.are({till}, {desk})


@story
def test_placeholder_values(them: People) -> Nights:
    one = them.known("till", first_name="Sieghild", last_name="Sembritzki",
                     loyalty_card_number="0000000", phone="0171 1234567")  # fmt: skip
    other = them.known("shop", first_name="Sieghild", last_name="Tannhof",
                       loyalty_card_number="0000000", phone="0171 1234567")  # fmt: skip
    third = them.known("desk", loyalty_card_number="0000000")
    yield
    them.are({one}, {other}, {third})
    them.skipped_for("placeholder", one, other, third)


@story
def test_service_number(them: People) -> Nights:
    one = them.known("shop", first_name="Gundolf", last_name="Ritzkowski",
                     phone="0800 7234901", postal_code="04107", city="Leipzig")  # fmt: skip
    other = them.known("desk", first_name="Gundolf", last_name="Ritzkowski",
                       phone="+49 800 7234901", postal_code="93047", city="Regensburg")  # fmt: skip
    yield
    them.are({one}, {other})
    them.skipped_for("service_number", one, other)


@story
def test_company_purchase(them: People) -> Nights:
    firm = {
        "company_name": "Umlauff Werkzeug GmbH", "vat_id": "DE123456789",
        "street": "Industriering 40", "postal_code": "70565", "phone": "030 23125106",
    }  # fmt: skip
    buyer = them.known("shop", first_name="Tassilo", last_name="Umlauff",
                       email="tassilo@umlauff.example.com", **firm)  # fmt: skip
    clerk = them.known("shop", first_name="Walburga", last_name="Vennemann",
                       email="walburga@umlauff.example.com", **firm)  # fmt: skip
    crm = them.known("crm", first_name="Walburga", last_name="Vennemann",
                     email="walburga@umlauff.example.com", **firm)  # fmt: skip
    yield
    them.are({buyer}, {clerk, crm})


@story
def test_company_known_by_its_vat_id(them: People) -> Nights:
    shop = them.known("shop", company_name="Osthushenrich GmbH", vat_id="DE 290 405 061")
    till = them.known("till", company_name="Osthushenrich", vat_id="DE290405061")
    other = them.known("till", company_name="Osthushenrich", vat_id="DE290405062")
    yield
    them.are({shop, till}, {other})
    assert them.town.ties[till] == "vat_id"


@story
def test_company_card_of_a_colleague(them: People) -> Nights:
    clerk = them.known("crm", first_name="Sieglinde", last_name="Osthoff", vat_id="DE290405063",
                       email="sieglinde@osthoff.example.com")  # fmt: skip
    firm = them.known("shop", company_name="Osthoff KG", vat_id="DE290405063")
    colleague = them.known("till", vat_id="DE290405063", loyalty_card_number="290406")
    yield
    them.are({clerk}, {firm}, {colleague})


# -- decisions


@story
def test_must_link(them: People) -> Nights:
    one = them.known("shop", first_name="Xaver", last_name="Wannenwetsch")
    other = them.known("crm", first_name="Yvo", last_name="Zwiebelhofer")
    them.decided("must_link", one, other)
    yield
    them.are({one, other})
    assert them.town.ties[one] == "decision"


@story
def test_cannot_link(them: People) -> Nights:
    who = {"first_name": "Zita", "last_name": "Abendschein", "email": "z@cannot.example.com"}
    one = them.known("shop", **who)
    other = them.known("crm", **who)
    them.decided("cannot_link", one, other)
    yield
    them.are({one}, {other})


@story
def test_cannot_link_through_a_third(them: People) -> Nights:
    who = {"first_name": "Adelheid", "last_name": "Burgstaller"}
    one = them.known("shop", **who, email="a@third.example.com")
    third = them.known("desk", **who, email="a@third.example.com", phone="0171 3920003")
    other = them.known("crm", **who, phone="0171 3920003")
    them.decided("cannot_link", one, other)
    yield
    assert them.id_of(one) != them.id_of(other)
    assert them.id_of(third) in (them.id_of(one), them.id_of(other))


@story
def test_decision_expired(them: People) -> Nights:
    one = them.known("shop", "2024-01-01", first_name="Burkhart", last_name="Czerwonka")
    other = them.known("crm", "2024-02-01", first_name="Cosima", last_name="Dudenhöffer")
    them.decided("must_link", one, other, expires_at="2026-07-15")
    yield
    them.are({one, other})
    both = them.id_of(one)
    yield
    them.are({one}, {other})
    assert them.id_of(one) == both


@story
def test_decision_of_tomorrow(them: People) -> Nights:
    one = them.known("shop", first_name="Dankwart", last_name="Eulenpesch")
    other = them.known("crm", first_name="Elfgard", last_name="Fahrenkrog")
    them.decided("must_link", one, other, decided_at="2026-07-15")
    yield
    them.are({one}, {other})
    yield
    them.are({one, other})


@story
def test_conflict_of_decisions(them: People) -> Nights:
    one = them.known("shop", first_name="Fridolin", last_name="Gschwendtner")
    other = them.known("crm", first_name="Fridolin", last_name="Gschwendtner")
    them.decided("must_link", one, other)
    them.decided("cannot_link", one, other)
    yield
    them.are({one}, {other})


# -- as time goes by


@story
def test_late_bridge(them: People) -> Nights:
    name = {"first_name": "Gundula", "last_name": "Haberstroh"}
    shop = them.known("shop", "2021-01-01", **name, email="g@late.example.com")
    till = them.known("till", "2022-01-01", loyalty_card_number="290401")
    yield
    them.are({shop}, {till})
    older, younger = them.id_of(shop), them.id_of(till)
    crm = them.known("crm", "2026-07-05", **name, email="g@late.example.com",
                     loyalty_card_number="290401")  # fmt: skip
    yield
    them.are({shop, till, crm})
    assert them.id_of(crm) == older
    them.leads_to(younger, older)


@story
def test_late_older_record(them: People) -> Nights:
    who = {"first_name": "Hartwig", "last_name": "Imbusch", "email": "h@older.example.com"}
    shop = them.known("shop", "2023-01-01", **who)
    yield
    first = them.id_of(shop)
    crm = them.known("crm", "2012-01-01", **who)
    yield
    them.are({shop, crm})
    assert them.id_of(shop) != first
    them.leads_to(first, them.id_of(crm))


@story
def test_unmerge_by_decision(them: People) -> Nights:
    who = {"first_name": "Isolde", "last_name": "Jankuhn", "email": "i@unmerge.example.com"}
    shop = them.known("shop", "2020-01-01", **who)
    crm = them.known("crm", "2021-01-01", **who)
    yield
    them.are({shop, crm})
    both = them.id_of(shop)
    them.decided("cannot_link", shop, crm, decided_at="2026-07-20")
    yield
    them.are({shop}, {crm})
    assert them.id_of(shop) == both
    assert them.id_of(crm) not in them.town.aliases


@story
def test_unmerge_by_corrected_data(them: People) -> Nights:
    shop = them.known("shop", "2020-01-01", first_name="Jakobine", last_name="Kirchgässner",
                      email="j@typo.example.com")  # fmt: skip
    news = them.known("news", "2021-01-01", email="jj@typo.example.com")
    yield
    them.are({shop}, {news})
    hers, others = them.id_of(shop), them.id_of(news)
    them.changed(news, email="j@typo.example.com")
    yield
    them.are({shop, news})
    them.leads_to(others, hers)
    them.changed(news, email="jj@typo.example.com")
    yield
    them.are({shop}, {news})
    assert (them.id_of(shop), them.id_of(news)) == (hers, others)
    assert others not in them.town.aliases


@story
def test_remerge(them: People) -> Nights:
    who = {"first_name": "Lioba", "last_name": "Mauermann", "email": "l@remerge.example.com"}
    shop = them.known("shop", "2020-01-01", **who)
    crm = them.known("crm", "2021-01-01", **who)
    yield
    first = them.id_of(shop)
    verdict = them.decided("cannot_link", shop, crm, decided_at="2026-07-20")
    yield
    them.are({shop}, {crm})
    between = them.id_of(crm)
    them.withdrawn(verdict)
    yield
    them.are({shop, crm})
    assert them.id_of(crm) == first
    them.leads_to(between, first)


@story
def test_split_keeps_the_id_with_the_oldest(them: People) -> Nights:
    name = {"first_name": "Meinolf", "last_name": "Nebelung"}
    oldest = them.known("shop", "2018-01-01", **name, email="m@split.example.com")
    bridge = them.known("desk", "2022-01-01", **name, email="m@split.example.com",
                        loyalty_card_number="290402")  # fmt: skip
    till = them.known("till", "2020-01-01", loyalty_card_number="290402")
    more = them.known("loyalty", "2021-01-01", loyalty_card_number="290402")
    yield
    them.are({oldest, bridge, till, more})
    both = them.id_of(till)
    them.changed(bridge, email=None, first_name=None, last_name=None)
    yield
    them.are({oldest}, {bridge, till, more})
    assert them.id_of(oldest) == both
    assert them.id_of(till) not in them.town.aliases


@story
def test_alias_chain_of_three_merges(them: People) -> Nights:
    name = {"first_name": "Notker", "last_name": "Ohlendieck"}
    cards = [f"29050{number}" for number in range(4)]
    four = [
        them.known("till", f"20{18 + number}-01-01", loyalty_card_number=card)
        for number, card in enumerate(cards)
    ]
    yield
    old = [them.id_of(record) for record in four]
    assert len(set(old)) == 4
    mail = {"email": "n@aliases.example.com"}
    third = them.known("shop", "2026-07-02", **name, **mail, loyalty_card_number=cards[3])
    fourth = them.known("desk", "2026-07-02", **name, **mail, loyalty_card_number=cards[2])
    yield
    them.leads_to(old[3], old[2])
    second = them.known("crm", "2026-08-02", **name, **mail, loyalty_card_number=cards[1])
    first = them.known("news", "2026-08-02", **name, **mail, loyalty_card_number=cards[0])
    yield
    them.are({*four, third, fourth, second, first})
    for number in (1, 2, 3):
        them.leads_to(old[number], old[0])


@story
def test_erasure_of_the_oldest_record(them: People) -> Nights:
    who = {"first_name": "Ortrud", "last_name": "Pannhorst", "email": "o@erased.example.com"}
    shop = them.known("shop", "2015-01-01", **who)
    crm = them.known("crm", "2020-01-01", **who)
    yield
    person = them.id_of(shop)
    them.gone(shop)
    yield
    them.are({crm})
    assert them.id_of(crm) == person
    desk = them.known("desk", "2026-08-15", **who)
    yield
    them.are({crm, desk})
    assert them.id_of(desk) == person


@story
def test_erasure_of_the_bridge(them: People) -> Nights:
    name = {"first_name": "Philine", "last_name": "Quakenbrügge"}
    shop = them.known("shop", "2021-01-01", **name, email="p@bridge.example.com")
    till = them.known("till", "2022-01-01", loyalty_card_number="290403")
    yield
    older, younger = them.id_of(shop), them.id_of(till)
    bridge = them.known("crm", "2026-07-03", **name, email="p@bridge.example.com",
                        loyalty_card_number="290403")  # fmt: skip
    yield
    them.are({shop, till, bridge})
    them.gone(bridge)
    yield
    them.are({shop}, {till})
    assert (them.id_of(shop), them.id_of(till)) == (older, younger)
    assert younger not in them.town.aliases


@story
def test_erasure_of_a_whole_person(them: People) -> Nights:
    who = {"first_name": "Quintus", "last_name": "Rauschenbach", "email": "q@gone.example.com"}
    shop = them.known("shop", "2015-01-01", **who)
    crm = them.known("crm", "2016-01-01", **who)
    yield
    person = them.id_of(shop)
    them.gone(shop, crm)
    yield
    assert person not in them.town.ids.values()
    assert person not in them.town.aliases
    anew = them.known("shop", "2026-08-20", **who)
    yield
    them.are({anew})
    assert them.id_of(anew) != person


@story
def test_erased_and_told_again(them: People) -> Nights:
    who = {"first_name": "Roswitha", "last_name": "Stüvermann", "email": "r@erase.example.com"}
    home = {"street": "Am Erlöschen 7", "postal_code": "12345", "birth_date": "1931-07-29"}
    shop = them.known("shop", "2015-01-01", **who, **home)
    crm = them.known("crm", "2016-01-01", **who)
    order = them.ordered("shop", "R1", source_record_id=shop[1], email=who["email"])
    guest = them.ordered("shop", "R2", email=who["email"])
    yield
    person = them.id_of(shop)
    assert them.town.facts[f"{them.story}-R1"] == person
    assert them.id_of(guest) == person
    words = [who["email"], "stüvermann", "am erlöschen", "1931-07-29", person]
    assert all(them.town.tells_of(word) for word in words)
    them.erased(person)
    them.gone(crm)
    yield
    assert not {shop, crm, order, guest} & them.town.ids.keys()
    assert person not in {*them.town.ids.values(), *them.town.aliases, *them.town.facts.values()}
    assert them.town.tells_of(*words) == set(), "the shop still tells of her, the room does not"
    # An old export of the CRM is landed once more, and she opens a new account.
    them.town.told["contacts"][crm] = them.town.ever_told[crm]
    anew = them.known("shop", "2026-08-20", first_name="Roswitha", last_name="Neuanfang",
                      email="neu@erase.example.com")  # fmt: skip
    yield
    them.are({anew})
    assert them.id_of(anew) != person
    assert them.town.tells_of(*words) == set()


@story
def test_shuffled_arrival(them: People) -> Nights:
    yield
    yield
    yield
    before = dict(them.town.ids)
    settled = {
        record: person
        for record, person in before.items()
        if them.town.owners.get(record) not in them.town.bereaved
    }
    assert len(settled) > 1500
    yield
    after = them.town.ids
    assert set(after) == set(before)
    assert {record: after[record] for record in settled} == settled


# -- likeness


@story
def test_likeness_link(them: People) -> Nights:
    shop = them.known(
        "shop", first_name="Rosalinde", last_name="Schnackenberg", birth_date="1977-06-18",
        street="Lärchenring 17", postal_code="31134", city="Hildesheim",
        email="rosalinde.schnackenberg@like.example.com",
    )  # fmt: skip
    till = them.known(
        "till", first_name="Rosalnide", last_name="Schnakenberg", birth_date="1977-06-18",
        street="Lerchenring 17", postal_code="31143", city="Hildesheim",
    )  # fmt: skip
    yield
    them.are({shop, till})
    assert them.town.ties[till] == "likeness"


@story
def test_grey_zone_goes_to_review(them: People) -> Nights:
    home = {"last_name": "Taubenheim", "street": "Am Kreuz 60", "postal_code": "37073"}
    one = them.known("shop", first_name="Julia", **home)
    other = them.known("crm", first_name="Julian", **home)
    yield
    them.are({one}, {other})
    assert them.in_review(one, other)


# -- told with reason


@story
def test_quarantined_value_told_with_reason(them: People) -> Nights:
    news = them.known("news", email="noreply@told.example.com")
    desk = them.known("desk", email="noreply@told.example.com")
    yield
    them.are({news}, {desk})
    them.skipped_for("no_reply", news, desk)
