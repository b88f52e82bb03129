# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two rows are said to be one, in a case or across two, and are two again: nothing was rewritten."""

from typing import Any
from uuid import uuid4

import pytest

from safehold.core.rows import RowTampered
from safehold.desk.audit.models import AuditRow
from safehold.desk.parties import actions, queries
from safehold.desk.parties.errors import MergedAlready, PartyUnknown, SameParty
from safehold.desk.parties.models import Party, PartyRelation
from safehold.desk.parties.tests.people import DAY, OneCase, draft, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> OneCase:
    return OneCase(make_member())


def rows() -> list[dict[str, Any]]:
    """Every column of every row of this room."""
    return [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
        for model in (Party, PartyRelation)
        for row in model.objects.order_by("id").values()
    ]


def verbs() -> list[str]:
    return list(AuditRow.objects.order_by("sequence").values_list("verb", flat=True))


def test_nothing_that_names_anybody_stands_in_the_clear(case: OneCase) -> None:
    party = case.add("Dolma Tsering", "སྒྲོལ་མ་", contact="+1 416 555 0199", description="A teacher")
    clear = str({k: v for k, v in Party.objects.values().get().items() if k != "sealed"})
    sealed = bytes(Party.objects.get().sealed)
    for words in ("Dolma", "སྒྲོལ་མ་", "0199", "teacher"):
        assert words not in clear
        assert words.encode() not in sealed
    with pytest.raises(RowTampered):
        party.open(bytes(32))


def test_parties_are_read_in_their_order_with_their_names_per_script(case: OneCase) -> None:
    case.add("Dolma Tsering", "སྒྲོལ་མ་", contact="only here")
    case.add("@lake", kind="account", roles=("perpetrator", "nonsense"))
    first, second = queries.list_parties(case.key, case.id)
    assert [(name["script"], name["kind"]) for name in first.names] == [
        ("Latn", "legal"),
        ("Tibt", "also-known"),
    ]
    assert (first.name, first.contacts, first.role_labels) == ("Dolma Tsering", ["only here"], ["Targeted"])
    assert (second.kind, second.role_labels) == ("account", ["Said to have done it"])


def test_a_double_click_adds_one_party(case: OneCase) -> None:
    once = uuid4()
    for _ in range(2):
        actions.add_party(case.key, case.id, draft("Dolma"), case.by, DAY, once)
    assert Party.objects.count() == 1
    assert verbs().count("party.added") == 1


def test_what_is_read_of_two_that_are_one_is_what_both_say(case: OneCase) -> None:
    one, into = case.add("Dolma", roles=("witness",)), case.add("Drolma", contact="by post")
    sister = case.add("Sister")
    actions.relate(case.key, one, sister, "sibling", "the elder", case.by, DAY)
    actions.merge_parties(one, into, case.by, DAY)
    together, other = queries.list_parties(case.key, case.id)
    assert (together.id, other.id) == (into.id, sister.id)
    assert {name["text"] for name in together.names} == {"Dolma", "Drolma"}
    assert set(together.roles) == {"targeted", "witness"}
    assert together.merged == (one.id,)
    assert [(r.subject_id, r.object_id, r.note) for r in together.relations] == [
        (into.id, sister.id, "the elder")
    ]
    assert other.relations == together.relations


def test_what_one_was_to_itself_is_not_shown_while_they_are_one(case: OneCase) -> None:
    one, into = case.add("Dolma"), case.add("Drolma")
    actions.relate(case.key, one, into, "sibling", "", case.by, DAY)
    actions.merge_parties(one, into, case.by, DAY)
    assert [party.relations for party in queries.list_parties(case.key, case.id)] == [[]]
    actions.unmerge_party(one, case.by, DAY)
    assert [len(party.relations) for party in queries.list_parties(case.key, case.id)] == [1, 1]


def test_unmerging_gives_back_every_row_byte_for_byte(case: OneCase) -> None:
    one, into, third = case.add("Dolma"), case.add("Drolma"), case.add("Sister")
    actions.relate(case.key, one, third, "sibling", "", case.by, DAY)
    before, read = rows(), queries.list_parties(case.key, case.id)
    actions.merge_parties(one, into, case.by, DAY)
    assert rows() != before
    actions.unmerge_party(one, case.by, DAY)
    assert rows() == before
    assert queries.list_parties(case.key, case.id) == read
    actions.unmerge_party(one, case.by, DAY)
    assert verbs()[-2:] == ["party.merged", "party.unmerged"]


def test_chains_and_cycles_are_refused_and_write_nothing(case: OneCase) -> None:
    a, b, c = case.add("a"), case.add("b"), case.add("c")
    actions.merge_parties(a, b, case.by, DAY)
    before, written = rows(), verbs()
    for one, into in [(b, a), (b, c), (c, a), (a, c)]:
        with pytest.raises(MergedAlready):
            actions.merge_parties(one, into, case.by, DAY)
    with pytest.raises(SameParty):
        actions.merge_parties(c, c, case.by, DAY)
    assert (rows(), verbs()) == (before, written)
    actions.merge_parties(c, b, case.by, DAY)
    assert [party.name for party in queries.list_parties(case.key, case.id)] == ["b"]


def test_a_party_of_another_case_is_read_only_with_that_cases_key(case: OneCase) -> None:
    elsewhere = OneCase(case.by)
    here, there = case.add("Dolma"), elsewhere.add("Drolma", contact="by post")
    actions.merge_parties(there, here, case.by, DAY)
    without = queries.list_parties(case.key, case.id)
    assert [name["text"] for party in without for name in party.names] == ["Dolma"]
    (together,) = queries.list_parties(case.key, case.id, {elsewhere.id: elsewhere.key})
    assert {name["text"] for name in together.names} == {"Dolma", "Drolma"}
    (other_half,) = queries.list_parties(elsewhere.key, elsewhere.id, {case.id: case.key})
    assert (other_half.id, other_half.merged_into) == (there.id, here.id)
    assert {name["text"] for name in other_half.names} == {"Dolma", "Drolma"}
    assert queries.list_connected_case_ids([case.id]) == {elsewhere.id}
    assert verbs().count("party.merged") == 2


def test_removing_a_party_takes_its_relations_and_lets_others_stand(case: OneCase) -> None:
    one, into, third = case.add("Dolma"), case.add("Drolma"), case.add("Sister")
    relation = actions.relate(case.key, into, third, "sibling", "", case.by, DAY)
    actions.merge_parties(one, into, case.by, DAY)
    assert actions.remove_party(into, case.by, DAY) == [relation.id]
    assert not PartyRelation.objects.exists()
    assert [party.name for party in queries.list_parties(case.key, case.id)] == ["Dolma", "Sister"]


def test_relations_stay_in_one_case_and_are_stated_once(case: OneCase) -> None:
    a, b, elsewhere = case.add("a"), case.add("b"), OneCase(case.by).add("c")
    for note in ("one", "two"):
        actions.relate(case.key, a, b, "uses", note, case.by, DAY)
    assert PartyRelation.objects.get().open(case.key) == {"note": "two"}
    with pytest.raises(PartyUnknown):
        actions.relate(case.key, a, elsewhere, "uses", "", case.by, DAY)
    with pytest.raises(SameParty):
        actions.relate(case.key, a, a, "uses", "", case.by, DAY)


def test_another_cases_party_is_not_found(case: OneCase) -> None:
    party = OneCase(case.by).add("c")
    with pytest.raises(PartyUnknown):
        queries.access_party([case.id], party.id)
