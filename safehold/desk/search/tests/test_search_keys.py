# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search key: made once, new after a removal, and of no use to who was removed."""

from uuid import uuid4

import pytest

from safehold.desk.members.rules import FieldClass
from safehold.desk.search import actions, queries
from safehold.desk.search.models import SourceTokens
from safehold.desk.search.tests.looking import look, look_with
from safehold.desk.vault import actions as vault
from safehold.desk.vault.models import SubjectKey
from safehold.desk.vault.tests.vault_cast import DAY, Cast, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WORDS = {FieldClass.WORDS: ["They followed me home"]}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def versions(cast: Cast) -> list[int]:
    rows = SubjectKey.objects.filter(subject_id=cast.house.pk).order_by("version")
    return list(rows.values_list("version", flat=True))


def test_an_organisation_has_one_key_whoever_indexes_first(cast: Cast) -> None:
    one, two = uuid4(), uuid4()
    assert queries.list_keys(cast.noor.unlocked) == []
    actions.index(cast.noor.unlocked, one, uuid4(), WORDS)
    actions.index(cast.lead.unlocked, two, uuid4(), WORDS)
    assert versions(cast) == [1]
    assert look(cast.noor.unlocked, "followed") == {one, two}


def test_two_organisations_have_two(cast: Cast) -> None:
    ours, theirs = uuid4(), uuid4()
    actions.index(cast.noor.unlocked, ours, uuid4(), WORDS)
    actions.index(cast.tenzin.unlocked, theirs, uuid4(), WORDS)
    one, other = SourceTokens.objects.order_by("id")
    assert not one.tokens & other.tokens
    assert look(cast.noor.unlocked, "followed") == {ours}
    assert look(cast.tenzin.unlocked, "followed") == {theirs}


def test_after_a_removal_new_tokens_are_under_a_new_key_and_old_ones_are_still_found(cast: Cast) -> None:
    before, after = uuid4(), uuid4()
    actions.index(cast.noor.unlocked, before, uuid4(), WORDS)
    copied = queries.list_keys(cast.noor.unlocked)
    vault.remove_member(cast.lead.unlocked, cast.noor.member, DAY)
    lead = cast.lead.unlocked
    assert look(lead, "followed") == {before}
    actions.index(lead, after, uuid4(), WORDS)
    assert versions(cast) == [1, 2]
    assert look(lead, "followed") == {before, after}
    assert look_with(cast.house.pk, copied, "followed", FieldClass) == {before}


def test_a_text_that_is_written_anew_leaves_the_old_key(cast: Cast) -> None:
    case_id, source_id = uuid4(), uuid4()
    actions.index(cast.noor.unlocked, case_id, source_id, WORDS)
    copied = queries.list_keys(cast.noor.unlocked)
    vault.remove_member(cast.lead.unlocked, cast.noor.member, DAY)
    lead = cast.lead.unlocked
    actions.index(lead, case_id, source_id, WORDS)
    assert look(lead, "followed") == {case_id}
    assert look_with(cast.house.pk, copied, "followed", FieldClass) == set()
    actions.drop_old_keys(lead)
    assert versions(cast) == [2]
    assert look(lead, "followed") == {case_id}


def test_a_key_under_which_there_are_tokens_is_not_dropped(cast: Cast) -> None:
    actions.index(cast.noor.unlocked, uuid4(), uuid4(), WORDS)
    vault.remove_member(cast.lead.unlocked, cast.noor.member, DAY)
    actions.index(cast.lead.unlocked, uuid4(), uuid4(), WORDS)
    actions.drop_old_keys(cast.lead.unlocked)
    assert versions(cast) == [1, 2]


def test_after_two_removals_there_are_three(cast: Cast) -> None:
    found = []
    for name in ("one", "two", "three"):
        found.append(uuid4())
        actions.index(cast.lead.unlocked, found[-1], uuid4(), WORDS)
        if name != "three":
            SubjectKey.objects.filter(subject_id=cast.house.pk).update(is_due=True)
    assert versions(cast) == [1, 2, 3]
    assert look(cast.lead.unlocked, "followed") == set(found)


def test_a_key_that_somebody_changed_is_replaced_and_finds_nothing(cast: Cast) -> None:
    before, after = uuid4(), uuid4()
    actions.index(cast.noor.unlocked, before, uuid4(), WORDS)
    SubjectKey.objects.filter(subject_id=cast.house.pk).update(sealed=b"\x01rubbish")
    actions.index(cast.noor.unlocked, after, uuid4(), WORDS)
    assert look(cast.noor.unlocked, "followed") == {after}


def test_nothing_prints_a_key() -> None:
    assert "secret" not in repr(actions.SearchKey(1, b"secret"))
