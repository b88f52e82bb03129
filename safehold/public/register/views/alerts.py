# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts by e-mail: asked for here, confirmed and ended by links in the letters. These pages send nothing.

A link that is only opened changes nothing, since mail programs open links by themselves: each page has a button. What
a mail program sends when its own "unsubscribe" is pressed (RFC 8058) is taken without one.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safehold.public.register import queries
from safehold.public.register.actions import alerts as actions
from safehold.public.register.errors import AlertsFull, LogDamaged, LogKeyMissing, NothingPublished
from safehold.public.register.forms.alerts import AlertForm
from safehold.public.register.forms.searching import SearchForm
from safehold.public.register.queries import Book
from safehold.public.register.queries import alerts as followed
from safehold.public.register.queries.alerts import Wanted
from safehold.public.register.queries.entities import find_entity
from safehold.public.register.rules import alerts as rules
from safehold.public.register.views.books import reads_the_log_and_takes
from safehold.public.register.views.wanted import words_of
from safehold.web import clock

UNPROCESSABLE, BUSY = 422, 503


@reads_the_log_and_takes
def search_alerts(request: HttpRequest, book: Book, language: str) -> HttpResponse:
    """Ask where to write when a search has something new; which search, the address says."""
    asked = SearchForm(request.GET, language=language, on_register=queries.list_countries(book)).asked()
    feed = reverse("register:feed", args=[language])
    return _ask(request, book, language, Wanted(asked=asked), _with_query(feed, request.GET))


@reads_the_log_and_takes
def entity_alerts(request: HttpRequest, book: Book, language: str, entity_id: UUID) -> HttpResponse:
    """Ask where to write when something is new of one who is on the register."""
    find_entity(entity_id)
    feed = reverse("register:entity-feed", args=[language, entity_id])
    return _ask(request, book, language, Wanted(entity=entity_id), feed)


def _ask(request: HttpRequest, book: Book, language: str, wanted: Wanted, feed: str) -> HttpResponse:
    form = AlertForm(request.POST if request.method == "POST" and followed.are_sent() else None)
    context = {
        "form": form,
        "followed": words_of(book, wanted, language),
        "feed": feed,
        "are_on": followed.are_sent(),
        "most_asks": rules.MOST_ASKS,
        "keep_days": settings.BACKUP_KEEP_DAYS,
    }
    if form.is_bound and form.is_valid():
        try:
            actions.ask(form.cleaned_data["address"], wanted, language, clock.today())
        except AlertsFull:
            return render(request, "register/alerts/full.html", context, status=BUSY)
        return render(request, "register/alerts/asked.html", context)
    return render(
        request, "register/alerts/ask.html", context, status=UNPROCESSABLE if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_alert(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Keep an alert, when the button is pressed."""
    found = followed.access_alert(token)
    book = _book()
    if request.method == "POST":
        actions.confirm(token, followed.count_told(book) if book else 0)
        found = followed.access_alert(token)
    context = {
        "followed": words_of(book, found.wanted, language),
        "is_kept": found.alert.state == found.alert.State.KEPT,
    }
    return _unkept(render(request, "register/alerts/confirm.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def stop_alerts(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show what the holder of a letter follows; end one of them, or all."""
    rows = followed.list_followed(token)
    if request.method == "POST":
        actions.stop(token, _which(request.POST))
        rows = followed.list_followed(token)
    book = _book()
    context = {
        "rows": [(each.alert.pk, words_of(book, each.wanted, language)) for each in rows],
        "is_changed": request.method == "POST",
    }
    return _unkept(render(request, "register/alerts/stop.html", context))


def _which(sent: QueryDict) -> UUID | None:
    """Return which alert is to end; None: all."""
    try:
        return UUID(sent.get("which", ""))
    except ValueError:
        return None


def _book() -> Book | None:
    """The log, for names. Alerts are confirmed and ended without it, too."""
    try:
        return queries.open_book()
    except (NothingPublished, LogKeyMissing, LogDamaged):
        return None


def _with_query(address: str, asked: QueryDict) -> str:
    return f"{address}?{asked.urlencode()}" if asked else address


def _unkept(response: HttpResponse) -> HttpResponse:
    """These addresses hold what only their reader has: no cache keeps the page, no link tells where it led from."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
