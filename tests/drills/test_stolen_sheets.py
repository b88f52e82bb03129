# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: somebody has two sheets and an old copy of the desk's database. A lead makes a new kit. Then they get a copy
of the database of a later day."""

import pytest
from django.utils import timezone

from safehold.core import age
from safehold.core.rows import RowTampered
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.queries import contents
from safehold.desk.cases.tests import worker
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault import wrapping
from safehold.desk.vault.kit import Kit
from safehold.desk.vault.models import SubjectKey
from safehold.desk.vault.tests.thief import Thief
from safehold.web import clock
from tests.cast import Cast, collect, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WORDS = "They know where my sister works."


def new_case(cast: Cast) -> Case:
    cast.new_reporter().report(WORDS, clock.today())
    collect()
    return inbox.open_envelope(cast.lead.unlocked(), Envelope.objects.get(opened_on=None).pk, clock.today())


def make_new_kit(cast: Cast) -> Kit:
    name = keys.find_kit_name(cast.organisation.pk)
    return vault.make_kit(cast.lead.unlocked(), clock.today(), replacing=name)


def test_two_old_sheets_and_an_old_copy_open_nothing_of_a_later_one() -> None:
    cast = make_cast()
    sheets = make_new_kit(cast).sheets
    case = new_case(cast)
    opened = [identity for _, identity in vault.open_with_shares(cast.organisation, sheets[:2])]
    thief = Thief(opened)
    (row,) = SubjectKey.objects.filter(subject_id=case.pk)
    case_key = wrapping.unwrap_subject(
        wrapping.subject_key_of(opened[0].secret_seed()), row.thing, bytes(row.sealed)
    )
    assert case.open(case_key)["title"]

    make_new_kit(cast)
    identity = worker.start()
    cases.hand_over_renewals(cast.noor.unlocked(), clock.today(), timezone.now())
    worker.do_what_is_queued(identity)
    collect()
    later = new_case(cast)
    cast.new_reporter().report(WORDS, clock.today())
    collect()

    assert thief.open_everything() == []
    waiting = Envelope.objects.get(opened_on=None)
    with pytest.raises(age.NoIdentityMatched):
        age.open_sealed(bytes(waiting.sealed), thief.identities)
    for each in contents.list_sealed(list(Case.objects.filter(pk__in=[case.pk, later.pk]))):
        with pytest.raises(RowTampered):
            each.open(case_key)
    noors = cast.noor.browse(unlocked=True)
    for each in (case, later):
        assert WORDS in noors.get(f"/cases/{each.pk}/").content.decode()
