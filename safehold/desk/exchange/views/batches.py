# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table comes in: chosen, looked at, confirmed, imported, taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safehold.core.rows import RowTampered
from safehold.desk.exchange import actions, forms, queries
from safehold.desk.exchange.errors import BatchMoved, TableRefused
from safehold.desk.exchange.models import Batch, BatchState
from safehold.desk.exchange.rules import columns
from safehold.desk.exchange.words import FIELD_LABELS, PROBLEMS, REFUSALS
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.errors import KeyMissing
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock
from safehold.web.errors import kind_page
from safehold.web.references import reference_of

ASK_AGAIN = 422
SHOWN_ROWS, SHOWN_PROBLEMS, SHOWN_LETTERS = 3, 50, 120
BatchView = Callable[[HttpRequest, Batch], HttpResponse]


def opens_batch(view: BatchView) -> Callable[..., HttpResponse]:
    """Let a lead's view run with an import of their organisation, while unlocked."""

    @wraps(view)
    def opened(request: HttpRequest, batch: Batch) -> HttpResponse:
        try:
            return view(request, batch)
        except BatchMoved:
            messages.info(request, _("This import has moved on meanwhile. Here is how it stands."))
            return _back_to(batch.pk)
        except (KeyMissing, RowTampered):
            text = _("Its table does not open any more. Drop it, and choose the file again.")
            where, word = reverse("exchange:list"), _("Back to imports and copies")
            return kind_page(
                request, 409, _("This import could not be opened"), text, next_address=where, next_action=word
            )

    @wraps(view)
    def guarded(request: HttpRequest, batch_id: UUID) -> HttpResponse:
        batch = queries.access_batch(member_of(request), batch_id)
        return unlocked_required(opened)(request, batch)

    return never_cache(guarded)


@require_safe
@never_cache
@requires_role("lead")
@unlocked_required
def list_batches(request: HttpRequest) -> HttpResponse:
    """Show what can come in and go out, and the imports so far."""
    actions.forget_stale(unlocked_of(request), clock.today())
    return _show_list(request, forms.UploadForm())


def _show_list(request: HttpRequest, form: forms.UploadForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "batches": queries.list_batches(member_of(request))}
    return render(request, "exchange/list.html", context, status=status)


@require_POST
@never_cache
@requires_role("lead")
@unlocked_required
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and keep its table, sealed; nothing is imported yet."""
    form = forms.UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file, on = form.cleaned_data["table"], clock.today()
        encoding = form.cleaned_data["encoding"]
        try:
            batch = actions.keep_table(unlocked_of(request), file.name, file.read(), encoding, on)
            return _back_to(batch.pk)
        except TableRefused as refusal:
            form.add_error("table", REFUSALS[refusal.problem])
    return _show_list(request, form, ASK_AGAIN)


@require_safe
@opens_batch
def show(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Show what an import would do, how far it has come, or what it did."""
    if batch.state == BatchState.DRAFT:
        return _show_draft(request, batch)
    kept = [(case_id, reference_of(case_id)) for case_id in queries.list_kept_cases(batch)]
    context = {"batch": batch, "kept": kept, "moves": batch.state in (BatchState.RUNNING, BatchState.UNDOING)}
    return render(request, "exchange/batch.html", context)


def _show_draft(request: HttpRequest, batch: Batch) -> HttpResponse:
    unlocked = unlocked_of(request)
    table = queries.open_table(unlocked, batch)
    plan = queries.plan_batch(unlocked, table, clock.today())
    context = {
        "batch": batch,
        "table": table,
        "seen": columns.describe(table.mapping),
        "plan": plan,
        "form": forms.ColumnsForm(table.header, table.mapping),
        "samples": _samples(table.mapping, table.rows[:SHOWN_ROWS]),
        "refused": [
            (row.line, [PROBLEMS[each] for each in row.problems]) for row in plan.refused[:SHOWN_PROBLEMS]
        ],
        "refused_more": max(len(plan.refused) - SHOWN_PROBLEMS, 0),
        "has_number": columns.NUMBER in table.mapping,
        "comes_in": plan.create + plan.update,
    }
    return render(request, "exchange/draft.html", context)


def _samples(mapping: dict[str, int], rows: list[list[str]]) -> list[list[tuple[object, str]]]:
    """Return the first rows as they are understood: our field, and what stands in it."""
    return [
        [
            (FIELD_LABELS[field], text[:SHOWN_LETTERS])
            for field, text in sorted(columns.take_values(mapping, row).items(), key=_as_listed)
        ]
        for row in rows
    ]


def _as_listed(field: tuple[str, str]) -> int:
    return columns.FIELDS.index(field[0])


@require_POST
@opens_batch
def choose_columns(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Keep which column is what, and show what would happen."""
    unlocked = unlocked_of(request)
    table = queries.open_table(unlocked, batch)
    form = forms.ColumnsForm(table.header, table.mapping, request.POST)
    if form.is_valid():
        actions.choose_columns(unlocked, batch, form.mapping())
    return _back_to(batch.pk)


@require_POST
@opens_batch
def start(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Begin the import, and import the first rows."""
    actions.start_import(unlocked_of(request), batch, clock.today(), request.POST.get("seen", ""))
    return _go_on(request, batch)


@require_POST
@opens_batch
def go_on(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Import, or take back, the next rows."""
    return _go_on(request, batch)


def _go_on(request: HttpRequest, batch: Batch) -> HttpResponse:
    unlocked, on = unlocked_of(request), clock.today()
    if batch.state == BatchState.UNDOING:
        actions.go_on_undoing(unlocked, batch, on)
    else:
        actions.go_on_importing(unlocked, batch, on)
    return _back_to(batch.pk)


@require_POST
@opens_batch
def undo(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Begin to take an import back."""
    unlocked, on = unlocked_of(request), clock.today()
    actions.start_undoing(unlocked, batch, on)
    actions.go_on_undoing(unlocked, batch, on)
    return _back_to(batch.pk)


@require_POST
@opens_batch
def drop(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Forget a table of which nothing was imported."""
    actions.drop_table(unlocked_of(request), batch, clock.today())
    messages.success(request, _("The table is gone. Nothing was imported."))
    return HttpResponseRedirect(reverse("exchange:list"))


def _back_to(batch_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("exchange:batch", args=[batch_id]))
