# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An id from a form is nobody's choice: an offer or a case that bore another thing's id would reach its keys."""

from uuid import UUID

import pytest

from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import arrive
from safehold.desk.sharing import actions, queries
from safehold.desk.sharing.models import Offer
from safehold.desk.sharing.tests.two_desks import AGREED, DAY, WHY, TwoDesks, make_two_desks
from safehold.desk.vault.models import SubjectKey

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def offer_under(desks: TwoDesks, case: Case, once: UUID) -> Offer:
    reports = tuple(str(each) for each in case.reports.values_list("id", flat=True))
    draft = actions.Draft(desks.there.organisation, "referral", WHY, queries.Choice(("words",), reports))
    return actions.offer_case(desks.noor, case, draft, DAY, once)


def test_an_offer_under_the_id_of_the_others_case_does_not_end_that_cases_keys() -> None:
    """Its id is known to whoever handed the case over."""
    desks = make_two_desks()
    taken = desks.transfer()
    _, other = arrive(desks.here, consents=AGREED)
    offer = offer_under(desks, other, taken.pk)
    actions.accept_offer(desks.tenzin, offer, DAY)
    actions.recall_offer(desks.noor, offer, DAY)
    taken.refresh_from_db()
    assert desks.tenzin.case_key(taken.pk, taken.key_version)


def test_an_offer_under_the_id_of_the_others_organisation_plants_no_search_key() -> None:
    desks = make_two_desks()
    house = desks.there.organisation.pk
    SubjectKey.objects.filter(subject_id=house).delete()
    offer = offer_under(desks, desks.case, house)
    actions.accept_offer(desks.tenzin, offer, DAY)
    assert offer.pk != house


def test_a_walk_in_case_cannot_take_the_id_of_a_report() -> None:
    """What somebody told a member about the one would count as said by the other."""
    desks = make_two_desks()
    (report_id,) = desks.case.reports.values_list("id", flat=True)
    made = [cases.open_walk_in_case(desks.tenzin, "A visitor", DAY, once=report_id) for _ in range(2)]
    assert made[0] == made[1] and made[0].pk != report_id
    assert cases.open_walk_in_case(desks.noor, "A visitor", DAY, once=report_id) != made[0]


def test_a_form_that_is_sent_twice_offers_once() -> None:
    desks = make_two_desks()
    once = UUID(int=7)
    assert offer_under(desks, desks.case, once) == offer_under(desks, desks.case, once)
