# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The crossing, killed between any two of its steps: the next run completes it, with nothing doubled or lost."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import storages

from safehold.cli.crossing import cross_once
from safehold.desk.audit import queries as audit
from safehold.desk.cases import actions as cases
from safehold.desk.consent.models import LedgerEntry
from safehold.desk.consent.rules import PURPOSES
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.inbox.tests.sealed_reports import (
    CANARY,
    DAY,
    Desk,
    Reporter,
    arrive,
    make_desk,
    open_report,
)
from safehold.desk.vault import actions as vault
from safehold.desk.vault.models import Outgoing
from safehold.public.reporting import models as public
from safehold.public.reporting.models import Mailbox
from tests.faults.killer import kill_at_each_effect

pytestmark = pytest.mark.django_db(databases=["default", "public"])
EVERYTHING = ("contact", "statistics")


def run_again() -> None:
    inbox.collect(DAY)
    inbox.apply_withdrawals(DAY)
    vault.deliver_outgoing(DAY)


def must_hold_once(report_id: UUID) -> None:
    """The desk holds each sealed thing of a report once and verbatim, and the public side knows it."""
    texts = public.Envelope.objects.filter(mailbox_id=report_id)
    held = {e.id: bytes(e.sealed) for e in Envelope.objects.filter(report_id=report_id)}
    assert held == {e.id: bytes(e.sealed) for e in texts}
    assert all(e.collected_on for e in texts)
    there, here = storages["public"], storages["sealed"]
    for file in public.FileEnvelope.objects.filter(mailbox_id=report_id):
        copy = FileEnvelope.objects.get(id=file.id)
        assert file.collected_on
        assert here.open_sealed(copy.stored_name).read() == there.open_sealed(file.stored_name).read()  # type: ignore[attr-defined]


def must_leave_no_scrap() -> None:
    """No file without a row, no unfinished file that the next run would not replace."""
    store: Any = storages["sealed"]
    assert set(store.list_names()) == set(FileEnvelope.objects.values_list("stored_name", flat=True))


def must_be_counted_once(organisation_id: UUID) -> None:
    audit.check_organisation(organisation_id)


def test_collecting_killed_at_any_step(db: None) -> None:
    desk = make_desk()
    reports: list[UUID] = []

    def begin() -> None:
        reporter = Reporter(desk)
        reports.append(reporter.report(consents=EVERYTHING))
        reporter.add_file()
        reporter.write("later")

    kills = 0
    for _ in kill_at_each_effect(lambda: inbox.collect(DAY), begin):
        kills += 1
        run_again()
        must_hold_once(reports[-1])
        must_leave_no_scrap()
    assert kills > 30
    assert Envelope.objects.count() == len(reports) * 2
    assert FileEnvelope.objects.count() == len(reports)


def test_withdrawing_killed_at_any_step(db: None) -> None:
    desk = make_desk()
    reports: list[UUID] = []

    def begin() -> None:
        reporter = Reporter(desk)
        reports.append(reporter.report(consents=EVERYTHING))
        reporter.withdraw("statistics")

    kills = 0
    for _ in kill_at_each_effect(lambda: inbox.apply_withdrawals(DAY), begin):
        kills += 1
        run_again()
        entries = LedgerEntry.objects.filter(report_id=reports[-1])
        assert [(e.purpose, e.act) for e in entries] == [("statistics", "withdrawn")]
        must_hold_once(reports[-1])
        must_be_counted_once(desk.organisation.id)
    assert kills > 15


def test_closing_killed_at_any_step(db: None) -> None:
    """The mailbox is gone on the public side; the desk learns it exactly once."""
    desk = make_desk()
    closed: list[UUID] = []

    def begin() -> None:
        reporter = Reporter(desk)
        closed.append(reporter.report())
        inbox.collect(DAY)
        reporter.close()

    for _ in kill_at_each_effect(lambda: inbox.apply_withdrawals(DAY), begin):
        run_again()
        entries = LedgerEntry.objects.filter(report_id=closed[-1])
        assert sorted(e.purpose for e in entries) == sorted(PURPOSES)
        assert {(e.act, e.how) for e in entries} == {("withdrawn", "mailbox-closed")}
        must_be_counted_once(desk.organisation.id)


def test_delivering_killed_at_any_step(db: None) -> None:
    desk = make_desk()
    vault.deliver_outgoing(DAY)
    reporter, case = arrive(desk)
    sent: list[str] = []

    def begin() -> None:
        sent.append(f"answer {len(sent)}")
        cases.send_reply(desk.unlocked, case, sent[-1], "en", DAY)

    kills = 0
    for _ in kill_at_each_effect(lambda: vault.deliver_outgoing(DAY), begin):
        kills += 1
        run_again()
        assert reporter.read() == sent
    assert kills > 4
    assert not Outgoing.objects.filter(delivered_on=None).exists()


def test_delivering_lists_killed_at_any_step(db: None) -> None:
    desk = make_desk()
    posted = list(Outgoing.objects.exclude(kind="reply"))

    def begin() -> None:
        Outgoing.objects.filter(id__in=[row.id for row in posted]).update(delivered_on=None)
        public.SignedList.objects.all().delete()

    for _ in kill_at_each_effect(lambda: vault.deliver_outgoing(DAY), begin):
        run_again()
        assert public.SignedList.objects.count() == len(posted)
    assert desk.organisation.is_founding


def test_opening_killed_at_any_step(db: None) -> None:
    """A report becomes one case with one key, its words, its file and its consents, or waits as before."""
    desk = make_desk()
    reports: list[UUID] = []

    def begin() -> None:
        reporter = Reporter(desk)
        reports.append(reporter.report(consents=EVERYTHING))
        reporter.add_file()
        reporter.write("later")
        inbox.collect(DAY)

    kills = 0
    for _ in kill_at_each_effect(lambda: open_report(desk, reports[-1]), begin):
        kills += 1
        case = open_report(desk, reports[-1])
        inbox.file_arrivals(desk.unlocked, case, DAY)
        from safehold.desk.cases import queries

        opened = queries.open_contents(desk.unlocked, case)
        assert [r.document.words for r in opened.reports] == [CANARY]
        assert [m.words for m in opened.messages] == ["later"]
        assert len(opened.files) == 1
        assert LedgerEntry.objects.filter(report_id=reports[-1], act="given").count() == 2
        must_be_counted_once(desk.organisation.id)
    assert kills > 40


def test_a_part_that_fails_does_not_stop_the_others(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """One round of the crossing: collection broken, delivery goes on; what failed is named without its content."""
    desk = make_desk()
    reporter, case = arrive(desk)
    cases.send_reply(desk.unlocked, case, "still delivered", "en", DAY)

    def broken(**_rest: object) -> None:
        raise RuntimeError(CANARY)

    with monkeypatch.context() as patch:
        patch.setattr("django.db.close_old_connections", lambda: None)
        patch.setattr(inbox, "collect", broken)
        cross_once()
    assert reporter.read() == ["still delivered"]


def closing_between(desk: Desk) -> Reporter:
    reporter = Reporter(desk)
    reporter.report()
    reporter.add_file()
    return reporter


def test_a_mailbox_closed_while_it_is_collected(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person destroys everything between two steps; the run goes on, and the desk learns of the closing."""
    from safehold.public.reporting import queries

    desk = make_desk()
    reporter = closing_between(desk)
    listing = queries.list_uncollected_files

    def close_first(*asked: Any) -> Any:
        found = listing(*asked)
        if Mailbox.objects.exists():
            reporter.close()
        return found

    monkeypatch.setattr(queries, "list_uncollected_files", close_first)
    assert inbox.collect(DAY).left == 1
    monkeypatch.undo()
    inbox.apply_withdrawals(DAY)
    inbox.collect(DAY)
    assert LedgerEntry.objects.filter(how="mailbox-closed", purpose="contact").count() == 1
