# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The evidence of a case, and one item of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from safehold.catalog.provisions import load_provisions
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import lead_to_where_it_is_read, works_on_case
from safehold.desk.evidence import actions, queries, rules
from safehold.desk.evidence.errors import EvidenceRefused
from safehold.desk.evidence.forms import DescribeForm, HoldForm
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.permissions import opens_item
from safehold.desk.evidence.views.answers import ASK_AGAIN, back_to, explain, explain_look, moment
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.vault.permissions import unlocked_of

SHOWN_MESSAGES = 200
RULES = ("CC-184", "CC-193")


@require_safe
@works_on_case
def show_case(request: HttpRequest, case: Case) -> HttpResponse:
    """List the evidence of a case. Files that came before there was this room become items here."""
    if case.merged_into_id:
        return lead_to_where_it_is_read(request, case, "evidence:case")
    unlocked = unlocked_of(request)
    for each in cases.list_family(case):
        actions.take_in_waiting(unlocked, each, moment())
        actions.record_stamps(unlocked, each, moment())
    items = queries.open_items(unlocked, case)
    context = {
        "case": case,
        "title": cases.open_head(unlocked, case).title,
        "items": items,
        "stamps_missing": queries.misses_stamps(case),
    }
    return render(request, "evidence/case.html", context)


@csp_update({"media-src": ["'self'"]})
@require_safe
@opens_item
def show_item(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Show an item: what it is, what the software found in it, and who had it. It is looked at the first time."""
    unlocked, problem = unlocked_of(request), ""
    actions.record_stamps(unlocked, item.case, moment())
    opened = queries.open_item(unlocked, item)
    if opened.is_kept:
        try:
            actions.scan(unlocked, opened, moment())
        except EvidenceRefused as refusal:
            problem = explain(refusal)
    reading = queries.open_reading(unlocked, item)
    if reading and reading.status != "done":
        problem = explain_look(reading.status, reading.reason)
    stamps = queries.list_stamps(item)
    context = {
        "case": case,
        "title": cases.open_head(unlocked, case).title,
        "item": opened,
        "problem": problem,
        "reading": reading if reading and reading.status == "done" else None,
        "steps": queries.list_steps(unlocked, item),
        "stamps": stamps,
        "stamp_refused": any(each.is_refused for each in stamps),
        "copies": queries.list_copies(unlocked, item),
        "sees_places": may_see(unlocked.member.role, FieldClass.SAFETY),
        "hold_form": HoldForm(),
        **_shown(request, reading),
        **_rule(request, opened, reading),
    }
    return render(request, "evidence/item.html", context)


def _shown(request: HttpRequest, reading: queries.OpenedReading | None) -> dict[str, Any]:
    """Return how an item is shown: pictures, a poster, a conversation from some message on, words."""
    if reading is None or reading.status != "done":
        return {"way": ""}
    facts = reading.facts
    ways = {"image": "pages", "pdf": "pages", "audio": "sound", "video": "sound"}
    if facts.chat:
        asked = request.GET.get("from", "0")
        first = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
        shown = facts.chat.messages[first : first + SHOWN_MESSAGES]
        following = first + SHOWN_MESSAGES if len(facts.chat.messages) > first + SHOWN_MESSAGES else 0
        return {"way": "chat", "messages_shown": shown, "following": following, "first": first}
    way = ways.get(facts.kind, "words" if facts.text else "")
    is_paged = rules.has_pages(facts.kind, facts.media_type)
    page_numbers = range(1, min(facts.pages or 1, 30) + 1) if is_paged else [1]
    return {"way": way, "page_numbers": page_numbers}


def _rule(
    request: HttpRequest, opened: queries.OpenedItem, reading: queries.OpenedReading | None
) -> dict[str, Any]:
    kind = reading.facts.kind if reading else ""
    if not rules.is_recording(kind, opened.document.description.provenance):
        return {}
    language = getattr(request, "LANGUAGE_CODE", "en")
    found = [each for code in RULES if (each := load_provisions().find(code))]
    return {"provisions": [(each, each.name(language)) for each in found]}


@require_http_methods(["GET", "HEAD", "POST"])
@opens_item
def describe(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Write what an item is."""
    unlocked = unlocked_of(request)
    opened = queries.open_item(unlocked, item)
    written = {**asdict(opened.document.description), "retain_until": item.retain_until}
    form = DescribeForm(request.POST) if request.method == "POST" else DescribeForm(initial=written)
    if form.is_bound and form.is_valid():
        actions.describe(unlocked, item, form.description(), form.cleaned_data["retain_until"], moment())
        return back_to(case, item)
    context = {"case": case, "title": cases.open_head(unlocked, case).title, "item": opened, "form": form}
    return render(request, "evidence/describe.html", context, status=ASK_AGAIN if form.is_bound else 200)
