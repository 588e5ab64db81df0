"""Labelled sets of our own making, to judge likeness where no published label is looked at.

Each set is a register, a shop or a membership list with its own fields, households, share of
duplicates and injuries: typing errors, sounds written otherwise, swapped and missing fields,
moves, marriages. Names and places are invented or common; nobody is meant. The same seed
gives the same bytes.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.sandbox import names

Person = dict[str, str]


def words(text: str) -> list[str]:
    """The words of a text, in their order."""
    return text.split()


#: Given names and the weight of the first; each next one is a little rarer.
GIVEN = words("""
James Olivia Jack Charlotte William Emily Thomas Sophie Joshua Chloe Daniel Jessica Matthew Grace
Benjamin Hannah Samuel Ella Lachlan Georgia Ryan Isabella Luke Sarah Jacob Lucy Nicholas Lauren
Alexander Ruby Harrison Zoe Liam Amelia Ethan Emma Jordan Mia Cooper Abby Connor Caitlin Patrick
Madison Michael Lily Andrew Holly Dylan Alice Noah Hayley Max Claire Oliver Imogen Callum Erin
Christopher Bella Mitchell Rachel Hamish Tara Joel Bethany Aidan Paige Edward Phoebe Jake Molly
Nathan Amber Bailey Jasmine Riley Kate Harry Brianna George Rebecca Adam Natalie Charlie Eliza Owen
Victoria Henry Mikayla Isaac Freya Finn Elise Xavier Zara Angus Taylah Toby Tessa Caleb Stephanie
Kyle Nicole Zachary Alexandra Flynn Harriet Archie Annabel Hugo Matilda Leo Audrey Felix Poppy
""")
FAMILY = words("""
Smith Jones Brown Williams Taylor Wilson Johnson White Martin Anderson Thompson Walker Harris Lee
Ryan Robinson Kelly King Davis Wright Evans Roberts Green Hall Wood Jackson Clarke Patel Clark
Mitchell Phillips Campbell Edwards Turner Parker Murphy Morris Stewart Cook Rogers Morgan Cooper
Bell Watson Baker Scott Young Allen Hill Adams Carter Collins Hughes Shaw Bennett Gray Murray Reid
Webster Rose Marsh Hunter Ford Burns Hayes Fox Barnes Palmer Wells Lane Doyle Nolan Quinn Byrne
Fraser Grant Wallace Ross Boyle Nguyen Tran Chen Singh Kaur Rossi Novak Papas Santos
""")
FIRST_HALVES = words("""
Ash Black Brad Bur Clif Cran Dal East Fair Glen Hart Hol Kirk Lang Mar Nor Oak Pem Rad Rush Sher
Stan Thorn Wal Whit Win
""")
LAST_HALVES = words("""
bourne bridge bury by croft dale field ford ham hurst ington land ley more ridge sley ston ton wick
wood worth
""")
ROADS = words("Street Road Avenue Place Crescent Close Lane Drive")
SOUNDS = [("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("y", "i"), ("ie", "y"), ("ll", "l"),
          ("nn", "n"), ("ss", "s"), ("tt", "t"), ("ei", "ai"), ("w", "v"), ("ae", "e")]  # fmt: skip
MAILS = words("example.com example.org mail.example.com post.example.org web.example.net")


@dataclass(frozen=True)
class Recipe:
    """How a set is drawn; shares are of records, ``errors`` are injuries a copy."""

    name: str
    fields: tuple[str, ...]
    people: int
    duplicated: float  # people with more than one record
    copies: int  # at most so many further records
    errors: float  # mean number of injured fields in a copy
    missing: float  # share of values that any record lacks
    families: float  # people who live with another of the set
    german: bool = False
    spoilt_originals: float = 0.0  # mean injuries of the first record
    moved: float = 0.0  # copies from another home, with another phone
    heavy: float = 0.0  # share of copies with three times the errors
    swaps: float = 0.05  # share of injured copies whose names changed places
    handed_down: float = 0.0  # people who bear both names of an earlier one, and no more


REGISTER = ("first_name", "last_name", "birth_date", "street", "house_number", "postal_code",
            "city", "loyalty_card_number")  # fmt: skip
RECIPES = [
    Recipe("register", REGISTER, 1500, 0.6, 5, 2.0, 0.03, 0.1),
    Recipe("register, few copies", REGISTER, 3000, 0.08, 1, 1.2, 0.02, 0.15),
    Recipe("register, injured", REGISTER, 1000, 0.8, 4, 4.0, 0.08, 0.2, spoilt_originals=1.0),
    Recipe("shop", ("first_name", "last_name", "email", "phone", "street", "house_number",
                    "postal_code", "city"),
           2000, 0.4, 3, 0.8, 0.12, 0.3, german=True, moved=0.15),
    Recipe("shop, few columns", ("first_name", "last_name", "email", "city"),
           1500, 0.5, 3, 0.8, 0.1, 0.2),
    Recipe("members", ("first_name", "last_name", "birth_date", "city", "email"),
           400, 0.9, 5, 1.5, 0.15, 0.1, spoilt_originals=0.5, heavy=0.2),
    Recipe("members, careful", ("first_name", "last_name", "birth_date", "city", "email"),
           2500, 0.3, 2, 0.6, 0.05, 0.3, german=True),
    Recipe("voters", ("first_name", "last_name", "birth_date", "postal_code", "city", "street",
                      "house_number"),
           2500, 0.25, 2, 0.7, 0.03, 0.5, moved=0.3),
    Recipe("two lists", ("first_name", "last_name", "birth_date", "postal_code"),
           2500, 0.5, 1, 0.8, 0.03, 0.2, german=True),
    Recipe("names and phones", ("first_name", "last_name", "phone", "postal_code"),
           2000, 0.4, 2, 0.7, 0.1, 0.2),
    # No families, many records each and no key that they share.
    Recipe("archive", ("first_name", "last_name", "birth_date", "postal_code", "city"),
           2500, 1.0, 15, 1.8, 0.2, 0.0, spoilt_originals=1.0),
    # The same where names are handed down, so that many a stranger bears both.
    Recipe("archive, names handed down", ("first_name", "last_name", "birth_date", "postal_code",
                                          "city"),
           1500, 1.0, 15, 1.2, 0.3, 0.0, spoilt_originals=1.0, handed_down=0.6),
    # Names and towns are all there is.
    Recipe("authors", ("first_name", "last_name", "city"),
           400, 1.0, 40, 0.5, 0.05, 0.0, moved=0.15),
]  # fmt: skip


@dataclass
class Draw:
    """A seeded source of people and injuries."""

    recipe: Recipe
    seed: int
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(f"{self.recipe.name} {self.seed}")
        halves = [a + b for a in FIRST_HALVES for b in LAST_HALVES]
        self.dice.shuffle(halves)
        self.cities = halves[:120]
        self.rare_names = halves[120:]

    def early(self, words: list[str]) -> str:
        """A word, the first ones more often."""
        return words[int(len(words) * self.dice.random() ** 1.8)]

    def weighted(self, words: names.Weighted) -> str:
        return self.dice.choices([word for word, _ in words], [n for _, n in words])[0]

    def given(self) -> str:
        if self.recipe.german:
            return self.weighted(names.WOMEN if self.dice.random() < 0.5 else names.MEN)
        return self.early(GIVEN)

    def family(self) -> str:
        if self.recipe.german:
            return self.weighted(names.SURNAMES)
        return self.early(FAMILY) if self.dice.random() < 0.6 else self.early(self.rare_names)

    def home(self) -> Person:
        place = int(len(self.cities) * self.dice.random() ** 2)
        if self.recipe.german:
            street = self.weighted(names.STREETS)
        else:
            street = self.early(self.rare_names[200:]) + " " + self.early(ROADS)
        return {
            "city": self.cities[place],
            "postal_code": f"{20 + place % 70}{self.dice.randrange(6) * 7 + place % 7:03d}",
            "street": street,
            "house_number": str(int(200 * self.dice.random() ** 1.5) + 1),
            "phone": f"+49{self.dice.randrange(30, 90)}{self.dice.randrange(10**7):07d}",
        }

    def person(self) -> Person:
        person = {"first_name": self.given(), "last_name": self.family(), **self.home()}
        born = date(1935, 1, 1) + timedelta(days=self.dice.randrange(25_500))
        person["birth_date"] = born.isoformat()
        person["loyalty_card_number"] = f"{self.dice.randrange(10**7):07d}"
        person["email"] = self.mail(person)
        return person

    def relative(self, other: Person) -> Person:
        """Someone of the same home; mostly of the same name, sometimes of the same phone."""
        person = self.person()
        shared = ["city", "postal_code", "street", "house_number"]
        if self.dice.random() < 0.8:
            shared.append("last_name")
        if self.dice.random() < 0.5:
            shared.append("phone")
        if self.dice.random() < 0.04:
            shared.append("first_name")
        person |= {name: other[name] for name in shared}
        person["email"] = other["email"] if self.dice.random() < 0.1 else self.mail(person)
        return person

    def heir(self, person: Person, other: Person) -> Person:
        """The person with both names of another, whom nothing else ties to it."""
        person = person | {name: other[name] for name in ("first_name", "last_name")}
        return person | {"email": self.mail(person)}

    def mail(self, person: Person) -> str:
        first, last = (
            "".join(c for c in person[n].lower() if c in string.ascii_lowercase)
            for n in ("first_name", "last_name")
        )
        local = self.dice.choice([f"{first}.{last}", f"{first[:1]}{last}", f"{first}{last}"])
        number = self.dice.choice(["", str(self.dice.randrange(1, 99)), person["birth_date"][2:4]])
        return f"{local}{number}@{self.dice.choice(MAILS)}"

    def slip(self, text: str) -> str:
        """One character inserted, lost, replaced or swapped with its neighbour."""
        if len(text) < 2:
            return text
        at = self.dice.randrange(len(text))
        letters = string.digits if text[at].isdigit() else string.ascii_lowercase
        letter = self.dice.choice(letters)
        kind = self.dice.randrange(4)
        if kind == 0:
            return text[:at] + letter + text[at:]
        if kind == 1:
            return text[:at] + text[at + 1 :]
        if kind == 2:
            return text[:at] + letter + text[at + 1 :]
        at = min(at, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    def heard(self, text: str) -> str:
        """The name as someone may write who only heard it."""
        sounds = [(a, b) for a, b in SOUNDS if a in text.lower()]
        if not sounds:
            return self.slip(text)
        written, heard = self.dice.choice(sounds)
        return text.lower().replace(written, heard, 1).title()

    def wrong_day(self, text: str) -> str:
        """Another digit, day and month swapped, or another day altogether."""
        year, month, day = text.split("-")
        luck = self.dice.random()
        if luck < 0.25 and int(day) <= 12:
            return f"{year}-{day}-{month}"
        if luck < 0.45:
            return f"{int(year) + self.dice.choice([-10, -1, 1, 10])}-{month}-{day}"
        if luck < 0.8:
            return f"{year}-{month}-{self.dice.randrange(1, 29):02d}"
        if luck < 0.92:
            return f"{year}-{self.dice.randrange(1, 13):02d}-{day if int(day) < 29 else '28'}"
        return (date(1935, 1, 1) + timedelta(days=self.dice.randrange(25_500))).isoformat()

    def injured(self, record: Person, errors: float) -> Person:
        """A copy with about so many fields injured."""
        record = dict(record)
        count = sum(self.dice.random() < errors / 8 for _ in range(8))
        for name in self.dice.choices(self.recipe.fields, k=count):
            if not record[name]:
                continue
            kind: Callable[[str], str] = self.slip
            if name == "birth_date":
                kind = self.wrong_day
            elif name in ("first_name", "last_name", "city", "street"):
                kind = self.dice.choice([self.slip, self.slip, self.heard])
            if name == "first_name" and self.dice.random() < 0.12:
                record[name] = self.given() if self.dice.random() < 0.5 else record[name][0]
            elif name == "last_name" and self.dice.random() < 0.1:
                record[name] = self.family()
            elif name in ("city", "postal_code") and self.dice.random() < 0.15:
                record[name] = self.home()[name]
            elif name == "email" and self.dice.random() < 0.3:
                record[name] = record[name].split("@")[0] + "@" + self.dice.choice(MAILS)
            else:
                record[name] = kind(record[name])
        if count and self.dice.random() < self.recipe.swaps:
            record["first_name"], record["last_name"] = record["last_name"], record["first_name"]
        return record

    def record(self, person: Person, errors: float) -> Person:
        record = self.injured(person, errors)
        for name in self.recipe.fields:
            if self.dice.random() < self.recipe.missing:
                record[name] = ""
        return {name: record[name] for name in self.recipe.fields}


def records(recipe: Recipe, seed: int = 1) -> list[tuple[str, str, Person]]:
    """(record id, person id, fields) in an order that tells nothing."""
    draw = Draw(recipe, seed)
    people: list[Person] = []
    while len(people) < recipe.people:
        person = draw.person()
        if recipe.handed_down and people and draw.dice.random() < recipe.handed_down:
            person = draw.heir(person, draw.dice.choice(people))
        people.append(person)
        while draw.dice.random() < recipe.families and len(people) < recipe.people:
            people.append(draw.relative(person))
    found: list[tuple[str, Person]] = []
    for number, person in enumerate(people):
        found.append((f"p{number}", draw.record(person, recipe.spoilt_originals)))
        if draw.dice.random() >= recipe.duplicated:
            continue
        for _ in range(draw.dice.randint(1, recipe.copies)):
            copy = person
            if draw.dice.random() < recipe.moved:
                copy = person | draw.home()
            heavy = draw.dice.random() < recipe.heavy
            found.append((f"p{number}", draw.record(copy, recipe.errors * (3 if heavy else 1))))
    draw.dice.shuffle(found)
    return [(f"r{place}", person_id, fields) for place, (person_id, fields) in enumerate(found)]
