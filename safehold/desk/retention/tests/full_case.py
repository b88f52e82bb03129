# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case with something of every room in it, beside another one that nothing may touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection

from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, Reporter, collect_all, deliver
from safehold.desk.parties.rules import PartyDraft, name_of
from safehold.desk.referrals import actions as referrals
from safehold.desk.referrals.queries import Choice
from safehold.desk.retention import actions
from safehold.desk.retention.queries import read_rules
from safehold.desk.retention.rules import ends_on
from safehold.desk.sharing.tests.two_desks import TwoDesks, make_two_desks
from safehold.desk.support import actions as support
from safehold.desk.tasks import actions as tasks

WORDS = "erased-canary: they know where my sister works"
CONSENTS = ("contact", "share-authorities", "share-organisation")
NEVER_SAME = {
    "audit_auditrow",
    "audit_audithead",
    "audit_alarm",
    "tasks_task",
    "consent_subject",
    "vault_outgoing",
}


@dataclass
class World:
    desks: TwoDesks
    reporter: Reporter
    full: Case
    other_reporter: Reporter
    other: Case

    @property
    def here(self) -> Desk:
        return self.desks.here

    @property
    def lead(self) -> Any:
        return self.here.unlocked_lead

    def fresh(self) -> Case:
        return Case.objects.get(pk=self.full.pk)


def make_world() -> World:
    """noor has two cases, with files, answers and notes. Both were shared and referred; one is to end."""
    desks = make_two_desks(CONSENTS)
    other = desks.case
    desks.share()
    fill(desks, desks.reporter, other)
    reporter = Reporter(desks.here)
    report_id = reporter.report(WORDS, consents=CONSENTS)
    collect_all()
    full = open_case(desks.here, report_id)
    desks.case = full
    desks.share()
    fill(desks, reporter, full)
    desks.case = other
    return World(desks, reporter, full, desks.reporter, other)


def open_case(desk: Desk, report_id: Any) -> Case:
    from safehold.desk.inbox.tests.sealed_reports import open_report

    found: Case = open_report(desk, report_id)
    return found


def fill(desks: TwoDesks, reporter: Reporter, case: Case) -> None:
    noor = desks.here.unlocked
    reporter.add_file()
    reporter.write("He called again.")
    collect_all()
    from safehold.desk.inbox import actions as inbox

    inbox.file_arrivals(noor, case, DAY)
    cases.add_note(noor, case, "A note about the erased-canary.", DAY)
    cases.send_reply(noor, case, "We read it.", "en", DAY)
    deliver()
    incident = cases.add_incident(noor, case, cases.IncidentDraft("They came to her school"), DAY)
    cases.add_act(noor, incident, cases.ActDraft("PRX-QUES"), DAY)
    elder, younger = (
        cases.add_party(noor, case, PartyDraft("person", ("relative",), (name_of(name),)), DAY)
        for name in ("The elder", "The younger")
    )
    cases.relate(noor, case, elder, younger, "sibling", "", DAY)
    support.add_step(noor, case, support.StepWords("digital", "A new telephone"), DAY)
    support.add_need(noor, case, "lawyer", "For the papers", support.NeedMove(), DAY)
    (referral,) = referrals.choose_receivers(noor, case, ["authority:local-police"], DAY)
    referrals.choose_packet(noor, referral, Choice("en", ("what", "received"), (), "Please look."), DAY)
    referrals.send_packet(noor, referral, "mail", DAY, DAY)
    tasks.open_task(case.organisation_id, "reply-promised", case_id=case.id, about_id=case.id, on=DAY)


def close(case: Case, on: date = DAY) -> None:
    """Close a case as it would be, without the way there: its state is not what is tested."""
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=on, unread_on=None)


def due_day(case: Case, kind: str, closed_on: date = DAY) -> date:
    return ends_on(closed_on, read_rules(case.organisation_id).months[kind])


def snapshot() -> dict[str, set[str]]:
    """Return a hash of every row of the desk, by table, but for those that any act adds to."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            if not model.__module__.startswith("safehold.desk") or table in NEVER_SAME:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = {
                sha256(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]).encode()).hexdigest()
                for row in cursor.fetchall()
            }
    return found


def end(world: World, reason: str = "asked", on: date = DAY) -> Any:
    return actions.destroy_now(world.lead, world.fresh(), reason, on)
