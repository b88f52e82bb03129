# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""FollowTheMoney, tables and the register's data file; what differs between two versions of a party."""

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.watchlists import (
    Birth,
    ListedName,
    ListedParty,
    ListMalformed,
    MappingUnsound,
    differences,
    find_homoglyphs,
    from_json,
    lines_of,
    read_csv,
    read_ftm,
    read_register,
    to_json,
)

PERSON: dict[str, Any] = {
    "id": "Q1",
    "schema": "Person",
    "caption": "Qiao Lantian",
    "datasets": ["invented"],
    "properties": {
        "name": ["喬藍天", "Qiao Lantian"],
        "alias": ["Ch'iao Lan-t'ien"],
        "weakAlias": ["Uncle"],
        "birthDate": ["1938-05", "not a day"],
        "nationality": ["cn"],
        "topics": ["sanction"],
        "sanctions": [{"id": "s", "schema": "Sanction", "properties": {"listingDate": ["2021-03-22"]}}],
    },
}


def lines(*entities: object) -> list[str]:
    return [json.dumps(entity) + "\n" for entity in entities]


def test_entities_become_parties_and_what_stands_between_them_is_counted() -> None:
    reading = read_ftm(lines(PERSON, {"id": "o", "schema": "Ownership", "properties": {}}))
    (party,) = reading
    assert [(name.text, name.note) for name in party.names] == [
        ("Qiao Lantian", ""),
        ("喬藍天", "alias"),
        ("Ch'iao Lan-t'ien", "alias"),
        ("Uncle", "weak"),
    ]
    assert (party.born, party.countries, party.listed_on) == ((Birth(1938, 5),), ("CN",), date(2021, 3, 22))
    assert reading.left_out == {"Ownership": 1}


@pytest.mark.parametrize(
    ("line", "reason"), [("{", "json"), ("[]", "entity"), ('{"id":1}', "entity"), ("[" * 100_000, "json")]
)
def test_a_line_that_is_no_entity_is_refused(line: str, reason: str) -> None:
    with pytest.raises(ListMalformed) as refused:
        list(read_ftm([*lines(PERSON), line]))
    assert (refused.value.reason, refused.value.line) == (reason, 2)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("name", "alias", "birthDate", "country", "topics", "sanctions", "listingDate"), JSON)
    )
)
def test_no_property_is_too_strange_to_read(properties: dict[str, Any]) -> None:
    for party in read_ftm(lines({"id": "x", "schema": "Person", "properties": properties})):
        assert all(name.text.strip() for name in party.names)
        assert from_json(party.key, json.loads(json.dumps(to_json(party)))) == party


TABLE = "Ref,Who,AKA,DOB,Where\n7,DORJEE Tsultrim,Dorje; Tsultrim D.,1951-07-09,cn;in\n,Only Name,,,\n8,,,,\n"


def test_a_table_is_read_by_its_mapping() -> None:
    mapping = {"key": "Ref", "name": "Who", "alias": "AKA", "born": "DOB", "country": "Where"}
    reading = read_csv(TABLE.splitlines(keepends=True), mapping)
    first, second = reading
    assert first.key == "7"
    assert [name.text for name in first.names] == ["DORJEE Tsultrim", "Dorje", "Tsultrim D."]
    assert (first.countries, first.born) == (("CN", "IN"), (Birth(1951, 7, 9),))
    assert second.key.startswith("made:")
    assert reading.left_out == {"unnamed": 1}


@pytest.mark.parametrize("mapping", [{}, {"alias": "AKA"}, {"name": "Who", "colour": "Ref"}])
def test_a_mapping_needs_a_name_and_known_fields(mapping: dict[str, str]) -> None:
    with pytest.raises(MappingUnsound):
        read_csv([], mapping)


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(MappingUnsound):
        list(read_csv(TABLE.splitlines(keepends=True), {"name": "Nobody"}))


def test_the_register_says_what_a_party_is_in_it_and_keeps_withheld_names_out() -> None:
    agent = {
        "id": "register-1",
        "schema": "Company",
        "properties": {"name": ["Harbour Advice"], "country": ["ca"]},
    }
    nameless = {"id": "register-2", "schema": "LegalEntity", "properties": {"name": ["Name withheld"]}}
    between = {
        "id": "register-3",
        "schema": "Representation",
        "properties": {
            "agent": ["register-1"],
            "client": ["register-2"],
            "startDate": ["2026-07-01"],
            "status": ["registered"],
        },
    }
    reading = read_register(lines(agent, nameless, between))
    (party,) = reading
    assert party.remarks[0] == "registrant (registered)"
    assert party.listed_on == date(2026, 7, 1)
    assert reading.left_out == {"withheld": 1}


def test_letters_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(ListMalformed, match="encoding"):
        list(lines_of(io.BytesIO(b"\xff\xfe\n")))


def test_only_words_that_mix_alphabets_are_homoglyphs() -> None:
    assert not find_homoglyphs("Владимир Vladimir 陈全国")
    assert find_homoglyphs("Vladimіr")[0].detail == "Vladimіr: CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I"


NAME = st.builds(ListedName, st.text(min_size=1, max_size=10), note=st.sampled_from(["", "alias", "weak"]))
PARTY = st.builds(
    ListedParty,
    key=st.just("k"),
    kind=st.sampled_from(["person", "organisation"]),
    names=st.lists(NAME, min_size=1, max_size=3).map(tuple),
    born=st.lists(st.builds(Birth, st.integers(1900, 2020)), max_size=2).map(tuple),
    remarks=st.lists(st.text(max_size=8), max_size=2).map(tuple),
    listed_on=st.none() | st.dates(),
)


@given(PARTY, PARTY)
def test_two_versions_differ_in_a_field_exactly_when_their_fingerprints_do(
    one: ListedParty, other: ListedParty
) -> None:
    assert not differences(one, one)
    assert bool(differences(one, other)) == (one.fingerprint != other.fingerprint)
    turned = {d.field: (d.added, d.taken) for d in differences(other, one)}
    assert turned == {d.field: (d.taken, d.added) for d in differences(one, other)}


def test_the_fingerprint_is_of_what_the_list_says_alone() -> None:
    party = ListedParty("k", "person", (ListedName("A"),))
    assert party.fingerprint == replace(party, key="other").fingerprint
    assert party.fingerprint != replace(party, remarks=("x",)).fingerprint
