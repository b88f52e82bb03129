# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looking for words in all cases. The words come in the body of a POST and are never in an address or a log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from safehold.desk.home import queries
from safehold.desk.home.forms import SearchForm
from safehold.desk.search import actions
from safehold.desk.search import queries as search
from safehold.desk.search.errors import TooManySaved
from safehold.desk.search.rules import MOST_SAVED
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked_required
def search_cases(request: HttpRequest) -> HttpResponse:
    """Show the box, and what is found. One button of the results keeps the search."""
    if request.method != "POST":
        return _show(request, SearchForm())
    form = SearchForm(request.POST)
    if form.is_valid() and "keep" in request.POST:
        _keep(request, form)
    return _show_results(request, form, _read_place(request.POST.get("start", "")))


@require_POST
@unlocked_required
def search_again(request: HttpRequest, saved_id: UUID) -> HttpResponse:
    """Do a kept search once more."""
    saved = search.open_saved(unlocked_of(request), saved_id)
    return _show_results(request, SearchForm({"words": saved.words, **saved.filters}), 0)


@require_POST
@unlocked_required
def forget_search(request: HttpRequest, saved_id: UUID) -> HttpResponse:
    actions.forget_search(unlocked_of(request).member, saved_id, clock.today())
    messages.success(request, _("That search is no longer kept."))
    return HttpResponseRedirect(reverse("home:search"))


def _keep(request: HttpRequest, form: SearchForm) -> None:
    try:
        actions.save_search(unlocked_of(request), form.cleaned_data["words"], form.filters(), clock.today())
    except TooManySaved:
        text = _("You keep %(n)d searches already. Delete one to keep another.")
        messages.warning(request, text % {"n": MOST_SAVED})
    else:
        messages.success(request, _("This search is kept, sealed to you alone."))


def _show_results(request: HttpRequest, form: SearchForm, start: int) -> HttpResponse:
    unlocked, on = unlocked_of(request), clock.today()
    if not form.is_valid():
        return _show(request, form, status=422)
    query = search.read_query(unlocked.member.role, form.cleaned_data["words"])
    if not query:
        form.add_error("words", _("There is no word in this. Letters and digits can be found, signs cannot."))
        return _show(request, form, status=422)
    page = queries.search_cases(unlocked, query, form.chosen(), start, on)
    actions.record_search(unlocked.member, on)
    return _show(request, form, page=page, start=start, is_kept=_is_kept(request, form))


def _is_kept(request: HttpRequest, form: SearchForm) -> bool:
    this = (form.cleaned_data["words"], form.filters())
    return any((each.words, dict(each.filters)) == this for each in search.list_saved(unlocked_of(request)))


def _show(request: HttpRequest, form: SearchForm, *, status: int = 200, **found: Any) -> HttpResponse:
    context = {"form": form, "kept": search.list_saved(unlocked_of(request)), **found}
    return render(request, "home/search.html", context, status=status)


def _read_place(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else 0
