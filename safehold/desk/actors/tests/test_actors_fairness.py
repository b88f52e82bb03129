# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""No screening changes because of where somebody comes from, what they believe, or which passport they hold.

The whole way is taken: an actor is written down with everything a form takes, screened against a real list and another
case, and what comes out is compared with what comes out when all of that is swapped.
"""

from itertools import product
from typing import Any

import pytest

from safehold.desk.actors import actions, queries, rules
from safehold.desk.actors.forms import ActorForm, StatementForm
from safehold.desk.actors.rules import StatementDraft
from safehold.desk.actors.tests.lists import HAN, OTHER, ROW, add, bring_list, draft_of
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk

pytestmark = pytest.mark.django_db(databases=["default", "public"])

COMMUNITIES = ["Uyghur", "Tibetan", "Han", "Falun Gong practitioner", "Christian", "Muslim"]
CITIZENSHIPS = ["CN", "CA"]
COMMON = ["Wang Wei", "王偉", "Mohammed Ali"]
ASKED = {"community", "religion", "ethnicity", "citizenship", "nationality", "country", "language"}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def new_case(desk: Desk) -> Case:
    found: Any = arrive(desk, "A man followed me")[1]
    return Case.objects.get(pk=found.pk)


def outcome(desk: Desk, actor: Any) -> list[Any]:
    found = queries.list_proposals(desk.unlocked, queries.open_actor(desk.unlocked, actor))
    return [(each.about, each.finding) for each in found]


def test_nothing_of_a_screening_changes_when_community_religion_or_citizenship_is_swapped(desk: Desk) -> None:
    bring_list(ROW, OTHER, '3,"Jia Chunwang",,CA,')
    add(desk.unlocked, new_case(desk), "Jia Chunwang")
    seen = []
    for community, citizenship in product(COMMUNITIES, CITIZENSHIPS):
        case = new_case(desk)
        draft = draft_of(HAN, born="1938", description=f"{community}, {citizenship}")
        actor = actions.add_actor(desk.unlocked, case, draft, DAY)
        for about in ("country", "other"):
            said = StatementDraft(about, f"{community} {citizenship}", source="a page")
            actions.add_statement(desk.unlocked, actor, said, DAY)
        actions.screen_actor(desk.unlocked, actor, DAY)
        seen.append(outcome(desk, actor))
        actions.remove_actor(desk.unlocked, actor, DAY)
    assert len(seen[0]) == 3
    assert all(each == seen[0] for each in seen)


def test_what_a_list_says_of_countries_changes_nothing_either(desk: Desk) -> None:
    bring_list('1,"Jia Chunwang",1938,CN,', '2,"Jia Chunwang",1938,CA,', '3,"Jia Chunwang",1938,,')
    actor = add(desk.unlocked, new_case(desk), HAN)
    found = [finding for _about, finding in outcome(desk, actor)]
    assert len(found) == 3
    assert all(each == found[0] for each in found)


@pytest.mark.parametrize("name", COMMON)
def test_a_very_common_name_is_never_likely_on_the_name_alone(desk: Desk, name: str) -> None:
    bring_list(*(f'{number},"{each}",1962,CN,' for number, each in enumerate(COMMON)))
    found = outcome(desk, add(desk.unlocked, new_case(desk), name, born="1962"))
    assert found
    assert all(each.band == rules.POSSIBLE and each.caveats for _about, each in found)


def test_no_form_asks_for_what_may_not_enter() -> None:
    fields = {*ActorForm.base_fields, *StatementForm.base_fields}
    assert not fields & ASKED
