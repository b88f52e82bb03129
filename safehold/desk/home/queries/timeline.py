# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happened in a case, in order, from every room: told, done to them, sent, weighed, to do.

Titles and words are left out for roles that may not read words: then codes and states say what it was. An entry leads
to the page it stands on if the reader may open that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from safehold.catalog.tactics import load_tactics
from safehold.desk.cases import queries as cases
from safehold.desk.home.queries.tasks import address_of, case_page, describe_tasks, is_page_for
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.referrals import queries as referrals
from safehold.desk.support import queries as support
from safehold.desk.tasks import queries as tasks

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.vault.actions import Unlocked


class Lane(TextChoices):
    """The lines of the picture, from top to bottom."""

    INCIDENTS = "incidents", gettext_lazy("What happened")
    SAID = "said", gettext_lazy("What was said")
    REFERRALS = "referrals", gettext_lazy("Referrals")
    RISK = "risk", gettext_lazy("Risk")
    TASKS = "tasks", gettext_lazy("Tasks")


@dataclass(frozen=True)
class Entry:
    """One thing on the line. starts, ends: the days it can have been, None where that is open.

    said: when it was, as somebody wrote it. look: how it is drawn beside others of its lane ("ours", "open", "late").
    is_about: the days are not certain.
    """

    lane: Lane
    starts: date | None
    ends: date | None
    label: str = field(repr=False)
    detail: str = field(default="", repr=False)
    said: str = field(default="", repr=False)
    address: str = ""
    look: str = ""
    is_about: bool = False

    @property
    def is_dated(self) -> bool:
        return self.starts is not None or self.ends is not None

    @property
    def is_one_day(self) -> bool:
        return self.starts is not None and self.starts == self.ends


@dataclass(frozen=True)
class Timeline:
    """entries: those with a day, in order. undated: those without."""

    title: str = field(repr=False)
    entries: list[Entry]
    undated: list[Entry]


def show_timeline(unlocked: Unlocked, case: Case, on: date) -> Timeline:
    """Open everything that has a day in a case. Raises KeyMissing or RowTampered."""
    opened = cases.open_contents(unlocked, case)
    every = [
        *_incidents(unlocked, case),
        *_said(opened),
        *_referrals(unlocked, case, on),
        *_risks(unlocked, case),
        *_tasks(unlocked, case, on),
    ]
    dated = sorted((each for each in every if each.is_dated), key=lambda each: each.starts or each.ends or on)
    return Timeline(opened.title, dated, [each for each in every if not each.is_dated])


def _incidents(unlocked: Unlocked, case: Case) -> Iterator[Entry]:
    language = get_language() or "en"
    address = case_page(10, case.id) if is_page_for(10, unlocked.member) else ""
    for each in cases.list_incidents(unlocked, case):
        tactics = [load_tactics().label(act.row.tactic, language) for act in each.acts]
        codes = " · ".join(dict.fromkeys(tactics))
        yield Entry(
            lane=Lane.INCIDENTS,
            starts=each.row.when_earliest,
            ends=each.row.when_latest,
            label=each.title or codes or _("Incident"),
            detail=codes if each.title else "",
            said=each.when_words,
            address=address,
            look="aside" if each.row.state == "set-aside" else "",
            is_about=any(sign in each.when for sign in "~?%"),
        )


def _said(opened: cases.OpenedCase) -> Iterator[Entry]:
    page = reverse("home:case", args=[opened.row.id])
    for report in opened.reports:
        day = report.row.received_on
        yield Entry(Lane.SAID, day, day, _("Report"), address=f"{page}#words", look="report")
    for message in opened.messages:
        day = message.row.on_day
        label = _("They wrote") if message.is_theirs else _("We answered")
        look = "" if message.is_theirs else "ours"
        yield Entry(Lane.SAID, day, day, label, address=f"{page}#dialogue", look=look)


def _referrals(unlocked: Unlocked, case: Case, on: date) -> Iterator[Entry]:
    """Each referral that left, from the day it left to the day of the answer, or to today."""
    address = case_page(40, case.id) if is_page_for(40, unlocked.member) else ""
    for row in referrals.list_together(case):
        if row.sent_on is None:
            continue
        name = referrals.name_receiver(row.receiver, get_language() or "en")
        is_late = (
            row.answered_on is None
            and row.ended_on is None
            and bool(row.follow_up_on and row.follow_up_on < on)
        )
        yield Entry(
            lane=Lane.REFERRALS,
            starts=row.sent_on,
            ends=max(row.answered_on or row.ended_on or on, row.sent_on),
            label=name,
            detail=row.get_state_display(),
            address=address,
            look="late" if is_late or row.state == "silent" else "",
        )


def _risks(unlocked: Unlocked, case: Case) -> Iterator[Entry]:
    if not may_see(unlocked.member.role, FieldClass.SAFETY):
        return
    for risk in support.open_support(unlocked, case).risks:
        day = risk.row.assessed_on
        label = _("Risk: %(level)s") % {"level": risk.row.get_level_display()}
        look = "late" if risk.row.level in {"high", "immediate"} else ""
        yield Entry(Lane.RISK, day, day, label, address=case_page(30, case.id), look=look)


def _tasks(unlocked: Unlocked, case: Case, on: date) -> Iterator[Entry]:
    member = unlocked.member
    rows = tasks.list_of_cases(member, cases.list_family_ids(case))
    for line in describe_tasks(member, unlocked, rows, on):
        task, late = line.task, (line.overdue_days or 0) > 0
        yield Entry(
            lane=Lane.TASKS,
            starts=task.done_on or task.due_on,
            ends=task.done_on or task.due_on,
            label=line.words or str(task.words_of_kind.label),
            detail=_("Done") if task.done_on else _("Late") if late else _("To do"),
            address=address_of(task) if is_page_for(task.words_of_kind.page, member) else "",
            look="" if task.done_on else "late" if late else "open",
        )
