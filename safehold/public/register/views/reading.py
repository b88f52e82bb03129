# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register as everybody reads it: search, entries, their versions and differences, who is on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safehold.public.register import queries
from safehold.public.register.errors import ThingUnknown
from safehold.public.register.forms.dates import DayForm, VersionsForm
from safehold.public.register.forms.searching import SearchForm
from safehold.public.register.models import Entry
from safehold.public.register.queries import Book, History, Statement
from safehold.public.register.views import presenting
from safehold.public.register.views.books import reads_the_log, reads_the_log_or_waits
from safehold.public.register.views.comparing import list_changes
from safehold.public.register.views.pictures import draw_relations, draw_timeline
from safehold.web import clock
from safehold.web.languages import direction_of

MOST_DAYS_LISTED = 40


@require_safe
def start_in(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001
    """Send on somebody who typed the address without its last stroke."""
    return HttpResponseRedirect(reverse("register:search", args=[language]))


@reads_the_log_or_waits
def search(request: HttpRequest, book: Book, language: str) -> HttpResponse:
    """Find entries by words and qualities; without any, the newest entries."""
    form = SearchForm(request.GET, language=language, on_register=queries.list_countries(book))
    asked = form.asked()
    below = _number(request.GET.get("below"))
    found = queries.search_entries(book, asked, below)
    kept = request.GET.copy()
    kept.pop("below", None)
    return render(
        request,
        "register/reading/search.html",
        {
            "form": form,
            "asked": asked,
            "found": found,
            "rows": list_rows(found.entries, language),
            "asked_again": kept.urlencode(),
            "is_first": below is None,
            "size": book.size,
        },
    )


@reads_the_log
def entry(request: HttpRequest, book: Book, language: str, entry_id: UUID) -> HttpResponse:
    """Show an entry as it stands, or as it stood on a day."""
    history = queries.access_entry(book, entry_id)
    form = DayForm(request.GET or None)
    on = form.cleaned_data["on"] if form.is_valid() else None
    statement = history.as_of(on) if on else history.versions[-1]
    return _show_version(request, history, statement, language, on=on, day_form=form)


@reads_the_log
def version(request: HttpRequest, book: Book, language: str, entry_id: UUID, number: int) -> HttpResponse:
    """Show one version of an entry."""
    history = queries.access_entry(book, entry_id)
    return _show_version(
        request, history, history.version(number), language, number=number, day_form=DayForm()
    )


def _show_version(
    request: HttpRequest, history: History, statement: Statement | None, language: str, **context: Any
) -> HttpResponse:
    shown = presenting.show_statement(statement, language, history.reasons) if statement else None
    newest = history.versions[-1]
    return render(
        request,
        "register/reading/entry.html",
        {
            "history": history,
            "entry": history.entry,
            "shown": shown,
            "problem": presenting.problem_words(statement.problem) if statement else "",
            "sides": presenting.sides_of(statement or newest, language),
            "state": history.state,
            "state_words": presenting.STATES[history.state],
            "is_newest": statement is newest,
            "versions": list_versions(history),
            "threads": list_threads(history.threads, language, history.reasons),
            "source": _source(history, statement),
            "versions_form": VersionsForm(
                versions=_choices(history),
                initial=dict(zip(("before", "after"), _last_two(history), strict=True)),
            ),
        }
        | context,
    )


@reads_the_log
def differences(request: HttpRequest, book: Book, language: str, entry_id: UUID) -> HttpResponse:
    """Compare two versions of an entry field by field; which, the address says."""
    history = queries.access_entry(book, entry_id)
    form = VersionsForm(request.GET, versions=_choices(history))
    chosen = (
        (form.cleaned_data["before"], form.cleaned_data["after"]) if form.is_valid() else _last_two(history)
    )
    before, after = (history.version(number) for number in chosen)
    changes = list_changes(before, after, language, history.reasons)
    return render(
        request,
        "register/reading/differences.html",
        {
            "entry": history.entry,
            "sides": presenting.sides_of(after, language),
            "before": before.leaf,
            "after": after.leaf,
            "changes": [each for each in changes if each.differs],
            "same": [each.label for each in changes if not each.differs],
            "versions_form": VersionsForm(
                versions=_choices(history), initial={"before": chosen[0], "after": chosen[1]}
            ),
            "has_two": len(history.sound) > 1,
        },
    )


@reads_the_log
def entity(request: HttpRequest, book: Book, language: str, entity_id: UUID) -> HttpResponse:
    """Show who is on the register: what is registered, when, with whom, and what was said of it."""
    below = _number(request.GET.get("below"))
    form = DayForm(request.GET if "on" in request.GET else None)
    on = form.cleaned_data["on"] if form.is_valid() else None
    profile = queries.access_entity(book, entity_id, below, on)
    name = profile.name or _("Name withheld")
    from_right = direction_of(language) == "rtl"
    return render(
        request,
        "register/reading/entity.html",
        {
            "profile": profile,
            "entity": profile.entity,
            "name": name,
            "rows": list_rows(profile.entries, language),
            "is_first": below is None,
            "on": on,
            "day_form": form,
            "asked_again": f"on={on.isoformat()}" if on else "",
            "timeline": draw_timeline(profile.days, clock.today(), from_right=from_right),
            "days": [(each, presenting.KINDS[each.kind]) for each in profile.days[::-1][:MOST_DAYS_LISTED]],
            "days_left_out": max(len(profile.days) - MOST_DAYS_LISTED, 0),
            "relations": draw_relations(name, profile.neighbours, from_right=from_right),
            "threads": list_threads(profile.threads, language, profile.reasons),
        },
    )


def list_rows(entries: list[tuple[Entry, Statement]], language: str) -> list[dict[str, Any]]:
    """Return entries as a list shows them."""
    return [
        {
            "entry": each,
            "statement": statement,
            "sides": presenting.sides_of(statement, language),
            "problem": presenting.problem_words(statement.problem),
            "kind": presenting.KINDS.get(statement.leaf.kind, "") if statement.leaf else "",
            "withheld": bool(statement.withheld),
        }
        for each, statement in entries
    ]


def list_versions(history: History) -> list[dict[str, Any]]:
    """Return versions, newest first, each with the number of the one before it."""
    rows: list[dict[str, Any]] = []
    earlier: int | None = None
    for each in history.versions:
        number = each.leaf.version if each.leaf else None
        rows.append(
            {
                "statement": each,
                "leaf": each.leaf,
                "kind": presenting.KINDS.get(each.leaf.kind, "") if each.leaf else "",
                "problem": presenting.problem_words(each.problem),
                "earlier": earlier,
            }
        )
        earlier = number or earlier
    return rows[::-1]


def list_threads(
    threads: list[queries.Thread], language: str, reasons: dict[int, Statement]
) -> list[list[dict[str, Any]]]:
    """Return what was said, each with what was answered beside it."""
    return [
        [
            {
                "statement": each,
                "shown": presenting.show_statement(each, language, reasons),
                "kind": presenting.KINDS.get(each.leaf.kind, "") if each.leaf else "",
                "problem": presenting.problem_words(each.problem),
                "is_answer": bool(each.leaf)
                and each.leaf is not None
                and each.leaf.kind in {"reply", "representation"},
            }
            for each in (thread.first, *thread.answers)
        ]
        for thread in threads
    ]


def _source(history: History, statement: Statement | None) -> dict[str, Any]:
    """Return what is known of the file that a version was replayed from."""
    about = statement.leaf.about if statement and statement.leaf else ()
    found = next((history.sources[index] for index in about if index in history.sources), None)
    return {**found.values, "index": found.index} if found else {}


def _choices(history: History) -> list[tuple[int, str]]:
    found = {each.leaf.version: each.leaf for each in history.sound if each.leaf}
    return [
        (number, _("Version %(number)s, %(day)s") % {"number": number, "day": presenting.day(leaf.on)})
        for number, leaf in sorted(found.items())
    ]


def _last_two(history: History) -> tuple[int, int]:
    """Return the numbers of the last two versions; of one version twice the same. Raises ThingUnknown."""
    numbers = sorted({each.leaf.version for each in history.sound if each.leaf})
    if not numbers:
        raise ThingUnknown
    return numbers[max(len(numbers) - 2, 0)], numbers[-1]


def _number(text: str | None) -> int | None:
    """Return a number that stands in an address, if it is one."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
