# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was opened, without what its reader may not see. Every query that opens something for a page ends here, so that
no page, search or file can show a field by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace as replace_answers

from safehold.desk.cases.rules import shown
from safehold.desk.cases.rules.places import Place
from safehold.desk.members.rules import FieldClass

if TYPE_CHECKING:
    from safehold.desk.cases.queries.contents import CaseHead, OpenedCase, OpenedMessage, OpenedReport
    from safehold.desk.cases.queries.incidents import OpenedAct, OpenedIncident

Opened = TypeVar("Opened")
NOTHING: dict[str, Any] = {"place": Place(), "targets": (), "actors": ()}
"""What stands for a hidden field that is no text."""


def show_case(role: str, opened: OpenedCase) -> OpenedCase:
    if shown.sees_everything(role):
        return opened
    return replace(
        _without(role, opened, shown.TITLE),
        reports=[show_report(role, each) for each in opened.reports],
        messages=[_show_message(role, each) for each in opened.messages],
        notes=[_without(role, each, shown.SAID) for each in opened.notes],
        files=[_without(role, each, shown.FILE) for each in opened.files],
    )


def show_head(role: str, head: CaseHead) -> CaseHead:
    return _without(role, head, shown.TITLE)


def show_report(role: str, opened: OpenedReport) -> OpenedReport:
    emptied: dict[str, Any] = dict.fromkeys(shown.hidden(role, shown.ANSWERS), "")
    return replace(opened, document=replace_answers(opened.document, **emptied)) if emptied else opened


def show_incident(role: str, opened: OpenedIncident) -> OpenedIncident:
    acts = [show_act(role, each) for each in opened.acts]
    return replace(_without(role, opened, shown.INCIDENT), acts=acts)


def show_act(role: str, opened: OpenedAct) -> OpenedAct:
    return _without(role, opened, shown.ACT)


def _show_message(role: str, opened: OpenedMessage) -> OpenedMessage:
    document = opened.document
    answers = shown.narrow_answers(role, document) if document is not None else None
    return replace(_without(role, opened, shown.SAID), document=answers)


def _without(role: str, opened: Opened, fields: Mapping[str, FieldClass]) -> Opened:
    emptied: Any = {name: NOTHING.get(name, "") for name in shown.hidden(role, fields)}
    return replace(opened, **emptied) if emptied else opened  # type: ignore[type-var]
