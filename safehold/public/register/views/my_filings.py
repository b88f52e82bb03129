# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A registrant's own filings: the list, what was sent and what the office said, and what can follow from it."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.register_forms import register_form
from safehold.public.register.actions import filings as actions
from safehold.public.register.errors import StepNotOpen
from safehold.public.register.models.accounts import Registrant
from safehold.public.register.models.filings import Draft, Filing, FilingKind
from safehold.public.register.queries import filings as queries
from safehold.public.register.queries.answerable import Answerable, list_answerable
from safehold.public.register.queries.deadlines import find_deadline
from safehold.public.register.rules import accounts as account_rules
from safehold.public.register.rules import filings as rules
from safehold.public.register.views.door import signed_in
from safehold.public.register.views.values import Section, Shown, changes_of, sections_of
from safehold.web import clock


@dataclass(frozen=True)
class Line:
    """One draft or filing in the list."""

    title: str
    address: str
    kind: str
    row: Draft | Filing


@signed_in("GET")
def home(request: HttpRequest, registrant: Registrant) -> HttpResponse:
    """What is being written, and what was sent."""
    context = {
        "registrant": registrant,
        "account_number": " ".join(account_rules.grouped(registrant.number, 3)),
        "drafts": [_draft_line(each) for each in queries.list_drafts(registrant)],
        "filings": [_filing_line(each) for each in queries.list_filings(registrant)],
        "answerable": [(each, _answer_lines(each)) for each in list_answerable(registrant)],
        "once": uuid4(),
    }
    return render(request, "register/account/home.html", context)


@signed_in("GET")
def filing(request: HttpRequest, registrant: Registrant, filing: UUID) -> HttpResponse:
    """The receipt of what was sent, and what became of it."""
    found = queries.access_filing(registrant, filing)
    sections, changed = _read(found)
    context = {
        "registrant": registrant,
        "filing": found,
        "groups": account_rules.grouped(found.number, 5),
        "sections": sections,
        "due": find_deadline(found.values, clock.today()) if found.kind == FilingKind.FILING else None,
        "changes": changed,
        "may_follow": _what_may_follow(found),
        "once": uuid4(),
    }
    return render(request, "register/filings/filing.html", context)


def _read(found: Filing) -> tuple[tuple[Section, ...], tuple[Shown, ...]]:
    if not rules.has_form(found.kind):
        return (), ()
    form, language = register_form(found.form), get_language() or "en"
    changed = changes_of(form, found.base, found.values, language) if found.base else ()
    return sections_of(form, found.values, language), changed


def _what_may_follow(found: Filing) -> list[str]:
    """The kinds that may be begun from a filing, as they stand in addresses."""
    if found.state == Filing.State.CORRECTION:
        return [] if queries.is_followed(found) else ["correction"]
    may = []
    for kind in (FilingKind.AMENDMENT, FilingKind.TERMINATION):
        try:
            actions.require_open_for(found, kind)
        except StepNotOpen:
            continue
        may.append(kind.value)
    return may


def _answer_lines(found: Answerable) -> list[tuple[str, str]]:
    """What may be sent about a notice or a decision: what the button says, and where it leads."""
    said = {"reply": _("Reply, to be published beside it"), "representation": _("Make representations")}
    return [
        (said[kind.value], reverse("register:answer", args=[get_language(), found.index, kind.value]))
        for kind in found.answers
    ]


def _draft_line(draft: Draft) -> Line:
    form = register_form(draft.form) if rules.has_form(draft.kind) else None
    first = rules.parts_of(form, draft.kind)[0]
    name = draft.typed.get("principal_name") or (draft.base or {}).get("principal_name") or ""
    address = reverse("register:step", args=[get_language(), draft.pk, first])
    return Line(str(name), address, kind_label(draft.kind), draft)


def _filing_line(row: Filing) -> Line:
    name = row.values.get("principal_name") or ""
    return Line(
        str(name), reverse("register:filing", args=[get_language(), row.pk]), kind_label(row.kind), row
    )


def kind_label(kind: str) -> str:
    return {
        "filing": _("New entry"),
        "amendment": _("Change"),
        "termination": _("End"),
        "reply": _("Reply"),
        "representation": _("Representations"),
        "question": _("Question"),
    }[kind]
