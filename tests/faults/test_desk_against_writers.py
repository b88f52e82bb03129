# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk against somebody who can write to the public database, and against another organisation's keys."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models

from safehold.core.age import AgeError, open_sealed
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import CaseReport, Note
from safehold.desk.consent import queries as consent
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import (
    DAY,
    Reporter,
    arrive,
    collect_all,
    make_desk,
    open_report,
)
from safehold.desk.vault.errors import VaultError
from safehold.public.reporting import models as public

pytestmark = pytest.mark.django_db(databases=["default", "public"])

FAR = date(9999, 12, 31)


# A writer of the public database


def plant_strangers(number: int) -> None:
    """Rows for an organisation that this desk does not know, older than everything else."""
    for _ in range(number):
        mailbox = public.Mailbox.objects.create(
            lookup_id=uuid4().hex, organisation_id=uuid4(), received_on=DAY - timedelta(days=9)
        )
        for model, rest in (
            (public.Envelope, {"kind": "report", "sealed": b"x"}),
            (public.FileEnvelope, {"stored_name": uuid4().hex, "sealed_size_bytes": 1}),
        ):
            model.objects.create(
                mailbox=mailbox, content_mac=uuid4().hex, received_on=DAY - timedelta(days=9), **rest
            )
        public.Withdrawal.objects.create(
            report_id=mailbox.id, scope="contact", on_day=DAY - timedelta(days=9)
        )


def test_rows_that_cannot_be_collected_do_not_starve_the_others() -> None:
    desk = make_desk()
    plant_strangers(4)
    reporter = Reporter(desk)
    report_id = reporter.report()
    reporter.add_file()
    reporter.withdraw("contact")
    found = inbox.collect(DAY, limit=2)
    inbox.apply_withdrawals(DAY, limit=2)
    assert (found.envelopes, found.files, found.left) == (1, 1, 8)
    assert Envelope.objects.filter(report_id=report_id).exists()
    assert consent.was_ever_withdrawn(report_id, "contact")


def test_files_that_are_gone_do_not_starve_the_others() -> None:
    desk = make_desk()
    reporter = Reporter(desk)
    reporter.report()
    for n in range(4):
        reporter.add_file(name=f"{n}.jpg", content=bytes([n]))
        public.FileEnvelope.objects.update(
            stored_name=models.F("stored_name"), received_on=DAY - timedelta(days=2)
        )
    from safehold.public.reporting.adapters import open_store

    for name in open_store().list_names():
        open_store().delete(name)
    reporter.add_file(name="there.jpg", content=b"there")
    assert inbox.collect(DAY, limit=2).files == 1


def test_a_row_that_the_desk_cannot_keep_stops_nobody_else() -> None:
    desk = make_desk()
    bad = Reporter(desk, on=DAY - timedelta(days=3)).report()
    good = Reporter(desk).report()
    from django.db import connections

    with connections["public"].cursor() as cursor:
        if connections["public"].vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE reporting_envelope ALTER key_id TYPE text")
            cursor.execute(
                "UPDATE reporting_envelope SET key_id = repeat('k', 500) WHERE mailbox_id = %s", [bad]
            )
        else:
            cursor.execute(
                "UPDATE reporting_envelope SET received_on = 'no day' WHERE mailbox_id = %s", [bad.hex]
            )
    found = inbox.collect(DAY)
    assert (found.envelopes, found.left) == (1, 1)
    assert Envelope.objects.filter(report_id=good).exists()


def test_a_withdrawal_from_the_future_does_not_shut_out_later_agreement() -> None:
    """A forged control row can close; it cannot close for good."""
    desk = make_desk()
    reporter, case = arrive(desk)
    report_id = CaseReport.objects.get().id
    public.Withdrawal.objects.create(report_id=report_id, scope="contact", on_day=FAR)
    collect_all()
    assert not consent.holds(report_id, "contact")
    tomorrow = DAY + timedelta(days=1)
    later = replace(reporter, on=tomorrow)
    later.write("", consents=["contact"], kind="grant")
    collect_all(tomorrow)
    inbox.file_arrivals(desk.unlocked, case, tomorrow)
    assert consent.holds(report_id, "contact")


def test_urgency_in_a_row_does_not_change_the_case() -> None:
    desk = make_desk()
    reporter = Reporter(desk)
    report_id = reporter.report()
    public.Envelope.objects.update(urgent=True)
    collect_all()
    assert open_report(desk, report_id).triage == "routine"


def test_a_report_moved_to_another_organisation_opens_nowhere() -> None:
    """It stays sealed there, and it goes back when the row does."""
    ours, theirs = make_desk(), make_desk("ridge", founding=False)
    report_id = Reporter(ours).report()
    public.Mailbox.objects.update(organisation_id=theirs.organisation.id)
    collect_all()
    from safehold.desk.inbox.rules import EnvelopeRefused

    with pytest.raises(EnvelopeRefused):
        open_report(theirs, report_id)
    assert not CaseReport.objects.exists()


# Another organisation


def every_sealed_thing() -> Iterator[tuple[str, bytes]]:
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, models.BinaryField):
                for value in model._default_manager.values_list(field.name, flat=True):
                    if value and bytes(value).startswith(b"age-encryption.org/v1"):
                        yield f"{model._meta.label}.{field.name}", bytes(value)


def test_the_keys_of_one_organisation_open_nothing_of_another() -> None:
    """Each age file of both databases is tried with everything that the other organisation's member holds."""
    ours = make_desk()
    reporter, case = arrive(ours)
    reporter.add_file()
    cases.send_reply(ours.unlocked, case, "answer", "en", DAY)
    Reporter(ours).report()
    collect_all()
    things = list(every_sealed_thing())
    assert len({name for name, _ in things}) >= 8
    theirs = make_desk("ridge", founding=False)
    held = [theirs.unlocked_lead.identity, *theirs.unlocked_lead.vault_identities()]
    for name, sealed in things:
        with pytest.raises(AgeError):
            open_sealed(sealed, held)
            pytest.fail(name)
    with pytest.raises(VaultError):
        theirs.unlocked_lead.case_key(case.id, 1)


@pytest.mark.parametrize("form", ["notes", "reply"])
def test_the_id_of_somebody_elses_note_or_reply_tells_and_breaks_nothing(form: str) -> None:
    """A form's own id that is taken elsewhere is answered like any other."""
    ours, theirs = make_desk(), make_desk("ridge", founding=False)
    _reporter, case = arrive(ours)
    cases.add_note(ours.unlocked, case, "ours", DAY)
    cases.send_reply(ours.unlocked, case, "ours", "en", DAY)
    taken = Note.objects.get().id if form == "notes" else case.messages.get().id
    _other, their_case = arrive(theirs)
    browser = theirs.browser(theirs.noor)
    typed = {"words": "theirs", "language": "en"}
    answers = [
        browser.post(f"/cases/{their_case.id}/{form}", typed | {"once": str(once)})
        for once in (taken, uuid4())
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    page = ours.browser(ours.noor).get(f"/cases/{case.id}/").content.decode()
    assert "theirs" not in page
