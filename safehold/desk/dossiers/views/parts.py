# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of a dossier: claims, exhibits, what speaks against it, witnesses."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import posted_to_case, works_on_case
from safehold.desk.dossiers import actions, forms, queries, rules
from safehold.desk.dossiers.errors import DossierUnknown
from safehold.desk.dossiers.models import Dossier
from safehold.desk.dossiers.queries import OpenedDossier
from safehold.desk.dossiers.views.answers import back_to, show_form
from safehold.desk.evidence import queries as evidence
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def add_part(request: HttpRequest, case: Case, dossier_id: UUID, part_kind: str) -> HttpResponse:
    """Ask for one claim, exhibit, piece of contrary evidence, or witness."""
    return _ask(request, case, queries.access_dossier(case, dossier_id), part_kind)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def change_part(
    request: HttpRequest, case: Case, dossier_id: UUID, part_kind: str, part_id: UUID
) -> HttpResponse:
    """Show one to be written anew."""
    return _ask(request, case, queries.access_dossier(case, dossier_id), part_kind, str(part_id))


@posted_to_case
def remove_part(
    request: HttpRequest, case: Case, dossier_id: UUID, part_kind: str, part_id: UUID
) -> HttpResponse:
    dossier = queries.access_dossier(case, dossier_id)
    if part_kind not in rules.PART_KINDS:
        raise DossierUnknown
    actions.drop_part(unlocked_of(request), dossier, part_kind, part_id, clock.today())
    return back_to(case, dossier, part_kind)


def _ask(request: HttpRequest, case: Case, dossier: Dossier, kind: str, part_id: str = "") -> HttpResponse:
    if kind not in rules.PART_KINDS:
        raise DossierUnknown
    unlocked = unlocked_of(request)
    opened = queries.open_dossier(unlocked, dossier)
    row = next((each for each in getattr(opened.parts, kind) if each.id == part_id), None)
    if part_id and row is None:
        raise DossierUnknown
    form = forms.PART_FORMS[kind](
        request.POST if request.method == "POST" else None, around=_around(unlocked, case, opened), row=row
    )
    if form.is_valid():
        new_id = part_id or str(form.cleaned_data["once"] or uuid4())
        actions.keep_part(unlocked, dossier, kind, form.draft(new_id), clock.today())
        return back_to(case, dossier, kind)
    return show_form(request, case, form, heading=form.heading, dossier=dossier)


def _around(unlocked: Unlocked, case: Case, opened: OpenedDossier) -> forms.Around:
    return forms.Around(
        act=opened.row.act,
        parts=opened.parts,
        items=tuple(evidence.open_kept(unlocked, case)),
        incidents=tuple(each for each in case_rows.list_incidents(unlocked, case) if each.stands),
        subjects=tuple(str(each) for each in case_rows.list_consent_subjects(case)),
    )
