# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One case through the clearing house, over the pages: proposed, seen, sent, answered, silent, told, withdrawn."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from safehold.desk.consent import actions as consent
from safehold.desk.inbox.tests.sealed_reports import deliver
from safehold.desk.referrals.models import Letter, Referral
from safehold.desk.referrals.tests.desk_with_case import (
    CYBER,
    DAY,
    POLICE,
    VICTIMS,
    WORDS,
    make_desk_with_case,
)
from safehold.desk.tasks.models import Task
from safehold.persistence.transactions import atomic_for
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])

FOLLOW_UP = DAY + timedelta(days=14)
LATER = DAY + timedelta(days=20)


def test_a_case_goes_through_the_clearing_house(monkeypatch: pytest.MonkeyPatch) -> None:
    today: list[date] = [DAY]
    monkeypatch.setattr(clock, "today", lambda: today[0])
    here = make_desk_with_case(tactics=("INT-STLK", "DIG-SPYW"))
    noor = here.desk.browser(here.desk.noor)

    def address(name: str, *ids: Any) -> str:
        return reverse(f"referrals:{name}", args=[here.case.id, *ids])

    def page(client: Client, where: str) -> str:
        return client.get(where).content.decode()

    proposed = page(noor, address("case"))
    assert all(f'value="{receiver}"' in proposed for receiver in (POLICE, CYBER, "authority:rcmp-nsin"))
    noor.post(
        address("choose"), {"receivers": [POLICE, CYBER], "more": VICTIMS, "language": "en", "once": uuid4()}
    )
    referrals = {row.receiver: row for row in Referral.objects.all()}
    assert set(referrals) == {POLICE, CYBER, VICTIMS}

    for receiver, row in referrals.items():
        fields = {"fields_clear": ["what"], "fields_words": ["words"] if receiver == POLICE else []}
        noor.post(address("pack", row.pk), {"language": "en", "cover": "Please look into this.", **fields})
        assert (WORDS in page(noor, address("preview", row.pk))) is (receiver == POLICE)
        noor.post(
            address("send", row.pk), {"way": "mail", "follow_up_on": FOLLOW_UP.isoformat(), "once": uuid4()}
        )
    assert set(Referral.objects.values_list("state", flat=True)) == {"sent"}
    assert Task.objects.filter(kind="answer-overdue", done_on=None).count() == 3

    answered = {"on_day": DAY.isoformat(), "way": "phone", "direction": "theirs", "answer": "accepted"}
    answered |= {"file_number": "77-1234", "follow_up_on": (LATER + timedelta(days=9)).isoformat()}
    noor.post(address("contact", referrals[POLICE].pk), answered)

    today[0] = LATER
    noor = here.desk.browser(here.desk.noor)
    overdue = page(noor, reverse("referrals:overdue"))
    assert "Canadian Centre for Cyber Security" in overdue
    assert "Police of local jurisdiction" not in overdue
    letter = address("letter", referrals[CYBER].pk, "complaint")
    assert "Today there is still no answer" in page(noor, letter)
    noor.post(
        letter, {"receiver": "authority:nsira", "language": "en", "text": "Please look.", "once": uuid4()}
    )
    kept = Letter.objects.get()
    assert noor.post(address("letter_file", referrals[CYBER].pk, kept.pk)).content.startswith(b"%PDF")

    begun = noor.get(address("tell")).context["form"].initial["words"]
    assert "77-1234" in begun and "They have not answered yet" in begun
    noor.post(address("tell"), {"words": begun, "language": "en", "once": uuid4()})
    deliver(LATER)
    assert here.reporter.read() == [begun]

    subject = here.case.reports.get().id
    with atomic_for(Referral):
        consent.record(
            here.desk.organisation.id,
            subject,
            "share-authorities",
            "withdrawn",
            how="spoken",
            on=LATER,
            source_id=str(uuid4()),
            recipient=CYBER,
            by=here.desk.noor.id,
        )
        assert Referral.objects.get(receiver=CYBER).state == "withdrawn"
    assert dict(Referral.objects.values_list("receiver", "state")) == {
        POLICE: "answered",
        CYBER: "withdrawn",
        VICTIMS: "sent",
    }
    assert Task.objects.filter(kind="consent-withdrawn", about_id=referrals[CYBER].pk, done_on=None).exists()
    assert "They took their consent back" in page(noor, address("referral", referrals[CYBER].pk))


def test_a_withdrawal_that_is_rolled_back_closes_nothing() -> None:
    here = make_desk_with_case()
    here.send()
    subject = here.case.reports.get().id
    with pytest.raises(RuntimeError), atomic_for(Referral):
        consent.record(
            here.desk.organisation.id,
            subject,
            "share-authorities",
            "withdrawn",
            how="spoken",
            on=DAY,
            source_id=str(uuid4()),
        )
        assert Referral.objects.get().state == "withdrawn"
        raise RuntimeError
    assert Referral.objects.get().state == "sent"
