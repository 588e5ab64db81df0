"""Ids through random histories: arrivals, merges, unmerges, losses and erasures.

A record that is lost is told of no more, and may be told of again. Who is erased is told of
every night, as if an old export were landed again and again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .id_house import IdHouse

#: What happens, and whether night falls after it.
Life = list[tuple[Any, bool]]
AGES = st.none() | st.integers(0, 3000)
NUMBER = st.integers(0, 10**6)
ARRIVAL = st.tuples(st.just("arrive"), NUMBER, AGES, st.booleans())
STEP = st.one_of(
    ARRIVAL,
    ARRIVAL,
    st.tuples(st.just("merge"), NUMBER, NUMBER),
    st.tuples(st.just("split"), NUMBER, NUMBER),
    st.tuples(st.just("lose"), NUMBER),
    st.tuples(st.just("lose_person"), NUMBER),
    st.tuples(st.just("tell_again"), NUMBER, NUMBER, st.booleans()),
    st.tuples(st.just("erase"), NUMBER),
)
LIVES = st.lists(st.tuples(STEP, st.booleans()), min_size=1, max_size=30)
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class World:
    """Who is who in truth: what is told of, how old it is, whose it is, and who was erased."""

    def __init__(self) -> None:
        self.groups: dict[int, int] = {}
        self.ages: dict[int, int | None] = {}
        self.erased: set[int] = set()
        self.born = 0

    @property
    def standing(self) -> set[int]:
        """The records that may be told of."""
        return self.groups.keys() - self.erased

    def members(self, group: int) -> set[int]:
        return {record for record, of in self.groups.items() if of == group}

    def people(self) -> set[frozenset[int]]:
        told = {frozenset(self.members(group) - self.erased) for group in self.groups.values()}
        return told - {frozenset()}

    def _pick(self, number: int) -> int | None:
        groups = sorted(set(self.groups.values()))
        return groups[number % len(groups)] if groups else None

    def take(self, step: tuple[Any, ...]) -> None:
        """One thing happens; what cannot happen (a merge of nobody) does not."""
        name, number, *more = step
        chosen = self._pick(number)
        if name == "arrive":
            age, joins = more
            self.born += 1
            # Keys in no order of arrival: key and age must not help each other.
            record = (self.born * 7919) % 100_003
            self.ages[record] = age
            self.groups[record] = chosen if joins and chosen is not None else record
        elif name == "tell_again":
            lost = sorted(self.ages.keys() - self.groups.keys())
            if lost:
                record = lost[more[0] % len(lost)]
                self.groups[record] = chosen if more[1] and chosen is not None else record
        elif chosen is None:
            return
        elif name == "merge":
            for record in self.members(self._pick(more[0]) or chosen):
                self.groups[record] = chosen
        elif name == "split":
            members = sorted(self.members(chosen))
            for position, record in enumerate(members):
                self.groups[record] = members[0] if more[0] >> position & 1 else members[-1]
        else:
            members = sorted(self.members(chosen))
            gone = members if name == "lose_person" else [members[number % len(members)]]
            for record in gone:
                del self.groups[record]


@pytest.fixture(scope="module")
def house() -> IdHouse:
    return IdHouse()


def nights(house: IdHouse, life: Life) -> Iterator[tuple[World, dict[int, str]]]:
    """The world and its ids after each build; there is always one at the end."""
    house.empty()
    world = World()
    ids: dict[int, str] = {}
    for number, (step, is_night) in enumerate(life, 1):
        if step[0] == "erase":
            # Somebody whom the last build knows.
            customers = sorted(set(ids.values()))
            if customers:
                world.erased |= house.forget(customers[step[1] % len(customers)])
        else:
            world.take(step)
        if is_night or number == len(life):
            ids = house.build(world.groups, world.ages)
            yield world, ids


@QUICK
@given(LIVES)
def test_one_person_has_one_id_and_no_two_ever_have_the_same(house: IdHouse, life: Life) -> None:
    bore: dict[str, set[int]] = defaultdict(set)
    for world, ids in nights(house, life):
        assert set(ids) == world.standing
        borne = defaultdict(set)
        for record, person in ids.items():
            borne[person].add(record)
        assert {frozenset(records) for records in borne.values()} == world.people()
        for person, records in borne.items():
            # An id of earlier days is borne on by who bore it, never by strangers.
            assert not bore[person] or bore[person] & records
            bore[person] |= records


@QUICK
@given(LIVES)
def test_every_id_ever_given_resolves_or_its_people_are_gone(house: IdHouse, life: Life) -> None:
    bore: dict[str, set[int]] = defaultdict(set)
    kin: dict[int, set[int]] = defaultdict(set)  # who were ever taken for one person
    for world, ids in nights(house, life):
        for record, person in ids.items():
            bore[person].add(record)
        for records in world.people():
            family = set(records).union(*(kin[record] for record in records))
            kin.update(dict.fromkeys(family, family))
        standing = set(ids.values())
        aliases = house.aliases()
        assert len(aliases) == len(dict(aliases)), "an id resolves to one customer"
        assert set(dict(aliases).values()) <= standing, "in one step"
        assert not set(dict(aliases)) & standing, "who stands is nobody's alias"
        # Of those who do not resolve nobody is left, or their first record was erased.
        for person in bore.keys() - standing:
            bearers = bore[person] & world.standing
            family = kin[min(bore[person])] & world.standing
            if house.origin(person) in world.erased:
                assert person not in dict(aliases)
            elif bearers:
                assert dict(aliases)[person] in {ids[record] for record in bearers}
            elif person in dict(aliases):
                assert dict(aliases)[person] in {ids[record] for record in family}


@QUICK
@given(LIVES)
def test_nothing_new_gives_nobody_a_new_id(house: IdHouse, life: Life) -> None:
    for world, ids in nights(house, life):
        before = house.rows("select count(*) from int_customer_id_history")
        assert house.build(world.groups, world.ages) == ids
        assert house.rows("select count(*) from int_customer_id_history") == before


@QUICK
@given(LIVES)
def test_unless_something_was_lost_ids_are_those_of_a_build_from_nothing(
    house: IdHouse, life: Life
) -> None:
    life = [night for night in life if night[0][0] in ("arrive", "merge", "split")]
    if life:
        *_, (world, ids) = nights(house, life)
        house.empty()
        assert house.build(world.groups, world.ages) == ids


@QUICK
@given(LIVES, NUMBER)
def test_who_loses_a_record_keeps_the_id(house: IdHouse, life: Life, number: int) -> None:
    *_, (world, ids) = nights(house, life)
    people = sorted(sorted(records) for records in world.people() if len(records) > 1)
    if people:
        person = people[number % len(people)]
        gone = person[number % len(person)]
        del world.groups[gone]
        after = house.build(world.groups, world.ages)
        assert {record: after[record] for record in after} == {
            record: ids[record] for record in ids if record != gone
        }


@QUICK
@given(LIVES, NUMBER)
def test_who_is_missing_for_a_while_comes_back_under_the_same_id(
    house: IdHouse, life: Life, number: int
) -> None:
    *_, (world, ids) = nights(house, life)
    people = sorted(sorted(records) for records in world.people())
    if people:
        missing = people[number % len(people)]
        left = {record: of for record, of in world.groups.items() if record not in missing}
        house.build(left, world.ages)
        assert house.build(world.groups, world.ages) == ids


@QUICK
@given(LIVES, LIVES)
def test_the_id_of_who_is_gone_for_good_does_not_come_back(
    house: IdHouse, life: Life, later: Life
) -> None:
    gone: set[str] = set()
    bore: dict[str, set[int]] = defaultdict(set)
    for world, ids in nights(house, [n for n in life + later if n[0][0] != "tell_again"]):
        for record, person in ids.items():
            bore[person].add(record)
        gone |= {person for person in bore if not bore[person] & world.standing}
        assert not gone & set(ids.values())


@QUICK
@given(LIVES, LIVES)
def test_who_was_erased_stands_for_nobody_however_often_they_are_told_of(
    house: IdHouse, life: Life, later: Life
) -> None:
    erased: set[str] = set()
    for number, (_, ids) in enumerate(nights(house, life + later)):
        assert not erased & set(ids.values())
        assert not erased & set(dict(house.aliases()))
        assert not erased & {
            person for (person,) in house.rows("select customer_id from int_customer_id_history")
        }
        if ids:
            customer = sorted(ids.values())[number % len(ids)]
            house.forget(customer)
            erased.add(customer)


@QUICK
@given(LIVES)
def test_the_history_tells_who_anybody_was_on_any_day(house: IdHouse, life: Life) -> None:
    told = [(house.now, ids, world) for world, ids in nights(house, life)]
    _, now, world = told[-1]
    for moment, ids, _ in told:
        then = house.rows(f"""
            select cast(source_record_id as bigint), customer_id
            from customer_identity_history
            where assigned_at <= '{moment}' and coalesce(replaced_at > '{moment}', true)
        """)
        assert len(then) == len(dict(then)), "one id at a time"
        assert {record: person for record, person in then if record in ids} == {
            record: person
            for record, person in ids.items()
            if record in now and house.origin(person) not in world.erased
        }
