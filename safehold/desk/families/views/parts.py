# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of a file: people, relations, what happened, stages, what stands in the way."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.cases.models import Case
from safehold.desk.families import actions, forms, queries, rules
from safehold.desk.families.errors import FamilyUnknown
from safehold.desk.families.models import FamilyFile
from safehold.desk.families.permissions import helps_family, posted_to_family
from safehold.desk.families.views.answers import back_to, show_form
from safehold.desk.families.words import OBSTACLES, PARTS
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@helps_family
def add_part(request: HttpRequest, case: Case, family_id: UUID, family_part: str) -> HttpResponse:
    """Ask for a person, a relation, an event, a stage or an obstacle."""
    return _ask(request, case, queries.access_family(case, family_id), family_part)


@require_http_methods(["GET", "HEAD", "POST"])
@helps_family
def change_part(
    request: HttpRequest, case: Case, family_id: UUID, family_part: str, family_row_id: UUID
) -> HttpResponse:
    """Show one to be written anew."""
    return _ask(request, case, queries.access_family(case, family_id), family_part, str(family_row_id))


@posted_to_family
def remove_part(
    request: HttpRequest, case: Case, family_id: UUID, family_part: str, family_row_id: UUID
) -> HttpResponse:
    """Take one out. Of a person, say that this names nobody less to the office."""
    row = queries.access_family(case, family_id)
    if family_part not in rules.PART_KINDS:
        raise FamilyUnknown
    actions.drop_part(unlocked_of(request), row, family_part, str(family_row_id), clock.today())
    if family_part == "people":
        messages.warning(
            request, _("They are out of this file only. Every relative must be named to the office, always.")
        )
    return back_to(case, row, family_part)


def _ask(request: HttpRequest, case: Case, row: FamilyFile, kind: str, part_id: str = "") -> HttpResponse:
    if kind not in rules.PART_KINDS:
        raise FamilyUnknown
    contents = queries.open_family(unlocked_of(request), row).contents
    part = next((each for each in getattr(contents, kind) if each.id == part_id), None)
    if part_id and part is None:
        raise FamilyUnknown
    form = forms.FORMS[kind](request.POST if request.method == "POST" else None, contents=contents, row=part)
    if form.is_valid():
        new_id = part_id or str(form.cleaned_data["once"] or uuid4())
        _keep(request, row, kind, form, new_id)
        return back_to(case, row, kind)
    context: dict[str, Any] = {"heading": PARTS[kind][bool(part)], "family": row, "part": part, "kind": kind}
    return show_form(request, case, form, **context)


def _keep(request: HttpRequest, row: FamilyFile, kind: str, form: forms.PartForm, part_id: str) -> None:
    unlocked, part, on = unlocked_of(request), form.draft(part_id), clock.today()
    if kind != "obstacles":
        actions.keep_part(unlocked, row, kind, part, on)
        return
    told_as = str(OBSTACLES[part.kind]) if form.cleaned_data.get("tell") else ""
    actions.keep_obstacle(unlocked, row, part, on, told_as=told_as)
