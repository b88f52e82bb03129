# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An organisation with as many open cases as one likes, made at once, on a desk of its own.

Each case has a title, a report and a note, sealed with real keys by the desk's own functions. Run it in a process of
its own: it loads the desk's settings for one data folder.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from safehold.cli.demo.processes import Sites, environment_for, free_port
from safehold.cli.sites import set_up
from safehold.core import age
from safehold.core.envelopes import ReportDocument

if TYPE_CHECKING:
    from datetime import date

    from safehold.desk.members.models import Member
    from safehold.desk.vault.actions import Unlocked

PASSWORD = "six quiet birds over water"
CHUNK = 1000


@dataclass
class House:
    """One organisation: its lead, noor who stays, and a leaver who will be removed."""

    lead: Member
    noor: Member
    leaver: Member
    passphrases: dict[UUID, str]

    def unlock(self, member: Member) -> Unlocked:
        from safehold.desk.vault import actions as vault

        return vault.unlock_with(member, self.passphrases[member.pk])


def prepare_desk(data: Path) -> Sites:
    """Make the databases of a desk and load its settings here."""
    os.environ |= {"SAFEHOLD_DATA": str(data), "DESK_HTTPS": "off"}
    sites = Sites(data, "", f"http://localhost:{free_port()}", environment_for(data))
    sites.command("migrate", "public")
    sites.command("migrate", "desk")
    set_up("desk")
    return sites


def make_house(on: date, slug: str = "harbour", *, founding: bool = True) -> House:
    """Found an organisation with three admitted members, whose sign-in names begin with its own."""
    from safehold.desk.members import actions as members
    from safehold.desk.vault import actions as vault

    organisation = members.found_organisation(slug, {"en": slug.title()}, ["English"], founding, founding)
    people = {
        name: members.enlist(organisation, f"{slug}-{name}", name.title(), role, PASSWORD, on)
        for name, role in (("lead", "lead"), ("noor", "caseworker"), ("leaver", "caseworker"))
    }
    passphrases = {member.pk: vault.enrol_member(member, on) for member in people.values()}
    house = House(**people, passphrases=passphrases)
    for name in ("noor", "leaver"):
        vault.admit_member(house.unlock(house.lead), people[name], on)
    return house


def words_of(number: int) -> str:
    return f"case {number}: they know where my sister works"


def note_of(number: int) -> str:
    return f"note {number}: do not call her relatives"


def make_cases(unlocked: Unlocked, count: int, on: date) -> list[UUID]:
    """Make open cases; return their ids, in the order of the numbers in their words."""
    ids = [uuid4() for _ in range(count)]
    for start in range(0, count, CHUNK):
        _make_chunk(unlocked, ids[start : start + CHUNK], start, on)
    return ids


def _make_chunk(unlocked: Unlocked, ids: list[UUID], start: int, on: date) -> None:
    from safehold.desk.cases.models import Case, CaseReport, Note, StateChange
    from safehold.desk.cases.queries.contents import as_fields
    from safehold.persistence.transactions import atomic_for

    cases, reports, notes, changes = [], [], [], []
    with atomic_for(Case):
        keys = unlocked.new_case_keys(dict.fromkeys(ids, 1))
        for number, case_id in enumerate(ids, start):
            key = keys[case_id]
            case = Case(id=case_id, organisation_id=unlocked.organisation_id, state="open", opened_on=on)
            case.seal(key, {"title": words_of(number)})
            report = CaseReport(id=uuid4(), case=case, received_on=on)
            report.seal(key, as_fields(_document(report.id, words_of(number), on)))
            note = Note(case=case, author=unlocked.member, position=1, on_day=on)
            note.seal(key, {"words": note_of(number)})
            cases.append(case)
            reports.append(report)
            notes.append(note)
            changes.append(StateChange(case=case, position=1, to_state="open", by=unlocked.member, on_day=on))
        Case.objects.bulk_create(cases)
        CaseReport.objects.bulk_create(reports)
        Note.objects.bulk_create(notes)
        StateChange.objects.bulk_create(changes)


_KEY = age.generate_identity()


def _document(report_id: UUID, words: str, on: date) -> ReportDocument:
    return ReportDocument(
        report_id=str(report_id),
        language="en",
        reporting_for="self",
        group_size="",
        words=words,
        when="",
        where="",
        tactics=[],
        who_did_it="",
        who_was_targeted="",
        relatives_at_risk="",
        help_wanted=[],
        help_words="",
        safe_contact="",
        safe_times="",
        consents=["contact"],
        consent_text_version="1",
        reporter_recipient=age.recipient_of(_KEY).key,
        reporter_verify_key="00" * 32,
        files_secret=_KEY.secret_text(),
        received_on=on.isoformat(),
        urgent=False,
    )


def list_misread(unlocked: Unlocked, ids: list[UUID], every: int = 1) -> list[int]:
    """Return the numbers of the cases, of each n-th, in which a word is not as it was written."""
    from safehold.desk.cases import queries
    from safehold.desk.cases.models import Case

    rows, wrong = Case.objects.in_bulk(ids), []
    for number in range(0, len(ids), every):
        opened = queries.open_contents(unlocked, rows[ids[number]])
        words = [opened.title, opened.reports[0].document.words, opened.notes[0].words]
        if words != [words_of(number), words_of(number), note_of(number)]:
            wrong.append(number)
    return wrong
