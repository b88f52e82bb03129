# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a sealed report to a case: whole or not at all, once, and only by those it was sent to."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from safehold.core.age import generate_identity, recipient_of, seal
from safehold.core.envelopes import pack_document
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case, CaseReport, StateChange
from safehold.desk.consent import queries as consent
from safehold.desk.inbox import actions
from safehold.desk.inbox.errors import EnvelopeUnknown
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.rules import EnvelopeRefused
from safehold.desk.inbox.tests.sealed_reports import (
    DAY,
    Desk,
    Reporter,
    arrive,
    collect_all,
    make_desk,
    open_report,
)
from safehold.desk.vault.errors import KeyMissing
from safehold.public.reporting.rules import Draft, compose_report

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def verbs() -> list[str]:
    return list(AuditRow.objects.order_by("sequence").values_list("verb", flat=True))


def sealed_report(desk: Desk) -> Envelope:
    Reporter(desk).report()
    collect_all()
    return Envelope.objects.get(opened_on=None, kind="report")


def test_a_report_becomes_a_case_with_its_words_unedited() -> None:
    desk = make_desk()
    _, case = arrive(desk, "  They called my sister.\n\nTwice.  ", consents=("contact", "compare"))
    opened = cases.open_contents(desk.unlocked, case)
    assert opened.reports[0].document.words == "  They called my sister.\n\nTwice.  "
    assert opened.title == "They called my sister. Twice."
    assert [change.to_state for change in opened.history] == ["new"]
    agreed = consent.current(opened.reports[0].row.id)
    assert {purpose for purpose, holds in agreed.items() if holds} == {"contact", "compare"}
    envelope = Envelope.objects.get()
    assert (envelope.opened_on, bytes(envelope.sealed)) == (DAY, b"")
    assert {"report.opened", "consent.given"} <= set(verbs())


def test_an_urgent_report_becomes_an_urgent_case() -> None:
    desk = make_desk()
    assert arrive(desk, urgent=True)[1].triage == "urgent"
    assert arrive(desk, urgent=False)[1].triage == "routine"


def test_opening_twice_opens_once() -> None:
    desk = make_desk()
    envelope = sealed_report(desk)
    first = actions.open_envelope(desk.unlocked, envelope.id, DAY)
    again = actions.open_envelope(desk.unlocked_lead, envelope.id, DAY)
    assert first == again
    assert (Case.objects.count(), StateChange.objects.count(), verbs().count("report.opened")) == (1, 1, 1)


def test_what_breaks_half_way_leaves_the_report_in_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk()
    envelope = sealed_report(desk)

    def break_here(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("safehold.desk.inbox.actions.opening._record_consents", break_here)
        with pytest.raises(RuntimeError):
            actions.open_envelope(desk.unlocked, envelope.id, DAY)
    envelope.refresh_from_db()
    assert envelope.opened_on is None
    assert envelope.sealed
    assert not Case.objects.exists()
    assert actions.open_envelope(desk.unlocked, envelope.id, DAY)


def test_another_organisation_finds_nothing() -> None:
    ours, theirs = make_desk(), make_desk("snowpass", founding=False)
    envelope = sealed_report(ours)
    with pytest.raises(EnvelopeUnknown):
        actions.open_envelope(theirs.unlocked, envelope.id, DAY)
    assert verbs().count("report.refused") == 0


def test_a_report_sealed_to_another_organisation_and_sent_here_is_refused() -> None:
    ours, theirs = make_desk(), make_desk("snowpass", founding=False)
    envelope = sealed_report(ours)
    Envelope.objects.update(organisation=theirs.organisation)
    with pytest.raises(EnvelopeRefused):
        actions.open_envelope(theirs.unlocked, envelope.id, DAY)


def flip_a_byte(envelope: Envelope, _desk: Desk) -> None:
    sealed = bytearray(envelope.sealed)
    sealed[-20] ^= 1
    envelope.sealed = bytes(sealed)


def name_another_report(envelope: Envelope, _desk: Desk) -> None:
    envelope.report_id = uuid4()


def name_another_key(envelope: Envelope, _desk: Desk) -> None:
    envelope.key_id = "0" * 32


def put_something_else_in(envelope: Envelope, desk: Desk) -> None:
    envelope.sealed = seal(b"not a report", [desk.public.intake_key(DAY).recipient])


@pytest.mark.parametrize(
    "tamper", [flip_a_byte, name_another_report, name_another_key, put_something_else_in]
)
def test_a_report_that_was_changed_is_refused_and_kept_sealed(tamper: Any) -> None:
    desk = make_desk()
    envelope = sealed_report(desk)
    tamper(envelope, desk)
    envelope.save()
    kept = bytes(envelope.sealed)
    with pytest.raises(EnvelopeRefused):
        actions.open_envelope(desk.unlocked, envelope.id, DAY)
    envelope.refresh_from_db()
    assert (envelope.refused_on, envelope.opened_on, bytes(envelope.sealed)) == (DAY, None, kept)
    assert not Case.objects.exists()
    assert verbs()[-1] == "report.refused"


def test_a_second_report_under_the_same_id_is_refused() -> None:
    desk = make_desk()
    reporter, _ = arrive(desk)
    forged = compose_report(
        Draft(organisation_id=desk.organisation.id, reporting_for="self", words="forged"),
        report_id=reporter.mailbox.id,
        language="en",
        reporter_recipient=recipient_of(generate_identity()).key,
        reporter_verify_key=bytes(32),
        files_secret=generate_identity().secret_text(),
        on=DAY,
    )
    key = desk.public.intake_key(DAY)
    row = Envelope.objects.get()
    row.id, row.opened_on, row.sealed = uuid4(), None, seal(pack_document(forged), [key.recipient])
    row.save(force_insert=True)
    with pytest.raises(EnvelopeRefused):
        actions.open_envelope(desk.unlocked, row.id, DAY)
    assert CaseReport.objects.count() == 1


def test_a_member_without_the_key_changes_nothing() -> None:
    desk = make_desk()
    envelope = sealed_report(desk)
    desk.unlocked.__dict__["_vaults"] = {UUID(int=1): generate_identity()}
    with pytest.raises(KeyMissing):
        actions.open_envelope(desk.unlocked, envelope.id, DAY)
    envelope.refresh_from_db()
    assert envelope.refused_on is None
    assert actions.open_envelope(desk.unlocked_lead, envelope.id, DAY)


def test_what_waited_with_the_report_is_filed_with_it() -> None:
    desk = make_desk()
    reporter = Reporter(desk)
    report_id = reporter.report()
    reporter.write("One more thing.")
    reporter.add_file("photo.jpg")
    collect_all()
    opened = cases.open_contents(desk.unlocked, open_report(desk, report_id))
    assert [message.words for message in opened.messages] == ["One more thing."]
    assert [file.name for file in opened.files] == ["photo.jpg"]
