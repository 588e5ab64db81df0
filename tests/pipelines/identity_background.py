"""Some hundred ordinary people in five tools, with the slips that people and tills make."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from pipelines.sandbox import names

TOOLS = ("shop", "crm", "till", "desk", "news")
#: Common names that stories give to people of their own.
OF_STORIES = {("Thomas", "Müller")}


def _some(chance: random.Random, weighted: names.Weighted) -> str:
    return chance.choices([word for word, _ in weighted], [weight for _, weight in weighted])[0]


def _slip(chance: random.Random, text: str) -> str:
    """One letter after the first is missing, doubled or another."""
    spot = chance.randrange(1, len(text))
    return text[:spot] + chance.choice(["", text[spot] * 2, "e"]) + text[spot + 1 :]


def _person(chance: random.Random, number: int, home: dict[str, Any]) -> dict[str, Any]:
    last = home["last_name"]
    first = _some(chance, chance.choice([names.WOMEN, names.MEN]))
    while (first, last) in OF_STORIES:
        first = _some(chance, names.WOMEN)
    mailbox = f"{first}.{last}{number}".lower().translate(str.maketrans("äöüß ", "aous."))
    return {
        **home,
        "first_name": first,
        "last_name": last,
        "birth_date": f"{chance.randint(1935, 2004)}-{chance.randint(1, 12):02d}-"
        f"{chance.randint(1, 28):02d}",
        "email": f"{mailbox}@{_some(chance, names.MAIL_DOMAINS)}",
        "phone": f"0221 4710{number:03d}",
        "loyalty_card_number": f"2888{number:06d}",
    }


def _as_told(chance: random.Random, person: dict[str, Any], tool: str) -> dict[str, Any]:
    """What one tool knows of a person; about every fifth field of every fifth is wrong."""
    shown = {"first_name", "last_name", "street", "postal_code", "city"}
    shown |= {name for name in ("email", "birth_date") if chance.random() < 0.6}
    shown |= {name for name in ("phone", "loyalty_card_number") if chance.random() < 0.35}
    told = {name: person[name] for name in shown}
    for name in ("first_name", "last_name", "street", "email"):
        if name in told and chance.random() < 0.06:
            told[name] = _slip(chance, told[name])
    if chance.random() < 0.08:
        told["first_name"] = names.NICKNAMES.get(told["first_name"], told["first_name"])
    year, month, day = person["birth_date"].split("-")
    if "birth_date" in told and chance.random() < 0.05 and int(day) <= 12:
        told["birth_date"] = f"{year}-{day}-{month}"
    created = f"{chance.randint(2019, 2025)}-{chance.randint(1, 12):02d}-01"
    return {**told, "source_name": tool, "created_at": created}


def ordinary_people(chance: random.Random, homes: int = 250) -> Iterator[dict[str, Any]]:
    """Their records, without ids: singles, couples and families, one to four records each."""
    number = 0
    for _ in range(homes):
        town, prefix, _ = chance.choice(names.TOWNS)
        rest = chance.randrange(10 ** (5 - len(prefix)))
        home = {
            "last_name": _some(chance, names.SURNAMES),
            "street": f"{_some(chance, names.STREETS)} {chance.randint(1, 90)}",
            "postal_code": f"{prefix}{rest:0{5 - len(prefix)}d}",
            "city": town,
        }
        for _ in range(chance.choices([1, 2, 4], [70, 22, 8])[0]):
            person = _person(chance, number, home)
            number += 1
            for tool in chance.sample(TOOLS, chance.choices([1, 2, 3, 4], [35, 35, 20, 10])[0]):
                yield _as_told(chance, person, tool)
