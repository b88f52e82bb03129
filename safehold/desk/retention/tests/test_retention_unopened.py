# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report that nobody opens: a lead is asked about it, it never ends by itself, and when it ends, all of it does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, Reporter, collect_all, make_desk, open_report
from safehold.desk.retention import actions, queries
from safehold.desk.retention.models import Due, Tombstone
from safehold.desk.retention.rules import ends_on
from safehold.desk.tasks.models import Task
from safehold.public.reporting.models import Mailbox

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def wait_for_nobody(desk: Desk) -> tuple[Reporter, date]:
    """A report with a file and a later message that nobody opens; return the day on which its time is over."""
    reporter = Reporter(desk)
    reporter.report()
    reporter.add_file()
    reporter.write("Is somebody there?")
    collect_all()
    return reporter, ends_on(DAY, queries.read_rules(desk.organisation.pk).months["unopened"])


def test_it_becomes_a_task_and_a_line_and_ends_only_when_a_lead_confirms_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, day = wait_for_nobody(desk)
    report_id = Envelope.objects.get(kind="report").report_id
    actions.watch(day - timedelta(days=1), {})
    assert not Due.objects.exists()
    actions.watch(day, {})
    due = Due.objects.get()
    task = Task.objects.get(done_on=None)
    assert (due.kind, task.kind, task.case_id, task.about_id) == (
        "unopened",
        "retention-due",
        None,
        due.subject_id,
    )
    monkeypatch.setattr("safehold.web.clock.today", lambda: day)
    lead = desk.browser(desk.lead)
    page = lead.get(reverse("retention:list")).content.decode()
    assert "A report that nobody has opened" in page
    assert "Read it in the inbox first" in page
    ended, kept = actions.destroy_due(desk.unlocked_lead, [due.pk], day)
    assert ([each.kind for each in ended], kept) == (["unopened"], [])
    assert {bytes(row.sealed) for row in Envelope.objects.all()} == {b""}
    assert not FileEnvelope.objects.exists()
    assert storages["sealed"].list_names() == []  # type: ignore[attr-defined]
    assert not Mailbox.objects.filter(pk=report_id).exists()
    assert not Task.objects.filter(done_on=None).exists()
    assert Tombstone.objects.get().is_finished
    assert "A report that nobody has opened" not in lead.get(reverse("inbox:queue")).content.decode()
    with pytest.raises(CaseUnknown):
        open_report(desk, report_id, day)


def test_it_never_ends_by_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, day = wait_for_nobody(desk)
    actions.set_policy(desk.lead, {}, "itself", 14, DAY)
    sealed = {row.pk: bytes(row.sealed) for row in Envelope.objects.all()}
    for later in (0, 30, 400):
        actions.watch(day + timedelta(days=later), {})
    assert {row.pk: bytes(row.sealed) for row in Envelope.objects.all()} == sealed
    assert Due.objects.get().kind == "unopened"
    monkeypatch.setattr("safehold.web.clock.today", lambda: day)
    page = desk.browser(desk.lead).get(reverse("retention:list")).content.decode()
    assert "Only when a lead confirms it" in page


def test_who_still_writes_is_not_forgotten_and_who_is_read_is_off_the_list(desk: Desk) -> None:
    reporter, day = wait_for_nobody(desk)
    later = Envelope.objects.exclude(kind="report").get()
    Envelope.objects.filter(pk=later.pk).update(received_on=DAY + timedelta(days=90))
    actions.watch(day, {})
    assert not Due.objects.exists()
    Envelope.objects.filter(pk=later.pk).update(received_on=DAY)
    actions.watch(day, {})
    due = Due.objects.get()
    open_report(desk, later.report_id, day)
    ended, kept = actions.destroy_due(desk.unlocked_lead, [due.pk], day)
    assert (ended, len(kept)) == ([], 1)
    actions.watch(day, {})
    assert not Due.objects.exists()
    assert not Task.objects.filter(kind="retention-due", done_on=None).exists()
    assert reporter.mailbox
