# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to the digital-safety checklist, one set for each day that somebody asked. They are never edited."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from safehold.catalog.digital_safety import load_digital_safety
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.support import rules
from safehold.desk.support.actions.writing import begin, find_same, keep, trace
from safehold.desk.support.models import DeviceCheck
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def keep_check(
    unlocked: Unlocked,
    case: Case,
    answers: Mapping[str, str],
    words: str,
    on: date,
    *,
    once: UUID | None = None,
) -> DeviceCheck:
    """Keep what was answered; what nobody asked is left out. once: from the form: a double click keeps one."""
    safety = load_digital_safety()
    known = {code: answers[code] for code in safety.codes if answers.get(code) in rules.ANSWERS}
    with atomic_for(DeviceCheck):
        case_now, key = cases.hold_case(unlocked, case)
        document = {"answers": known, "words": words, "version": safety.version}
        if kept := find_same(DeviceCheck, case_now, once, key, document):
            return kept
        row = begin(DeviceCheck, case_now, once, checked_on=on, author=unlocked.member)
        keep(unlocked, key, row, document)
        trace(case_now, "devices.checked", unlocked.member, on)
    return row
