# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A version is made, read by a second person, taken out as a file, and followed up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import posted_to_case, works_on_case
from safehold.desk.dossiers import actions, adapters, forms, queries
from safehold.desk.dossiers.errors import ReviewerWrote
from safehold.desk.dossiers.views.answers import REFUSALS, back_to, explain, show_form
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@posted_to_case
def make_version(request: HttpRequest, case: Case, dossier_id: UUID) -> HttpResponse:
    """Keep a dossier as it is now."""
    dossier = queries.access_dossier(case, dossier_id)
    try:
        actions.make_version(unlocked_of(request), dossier, clock.today())
    except REFUSALS as refusal:
        messages.error(request, explain(refusal))
        return back_to(case, dossier)
    messages.success(request, _("The version was made. Somebody who did not write it can review it now."))
    return back_to(case, dossier, "versions")


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def review(request: HttpRequest, case: Case, dossier_id: UUID, edition_id: UUID) -> HttpResponse:
    """Ask a second person whether a version can go out."""
    dossier = queries.access_dossier(case, dossier_id)
    version = queries.access_version(dossier, edition_id)
    form = forms.ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.review_version(
                unlocked_of(request), version, said["verdict"], said["words"], clock.today()
            )
        except ReviewerWrote as refusal:
            form.add_error(None, explain(refusal))
        else:
            return back_to(case, dossier, "versions")
    return show_form(request, case, form, heading=_("Review this version"), dossier=dossier, version=version)


@never_cache
@require_safe
@works_on_case
def preview(request: HttpRequest, case: Case, dossier_id: UUID, edition_id: UUID) -> HttpResponse:
    """Hand over the PDF for whoever reviews it, with a line on each page that nobody has approved it."""
    dossier = queries.access_dossier(case, dossier_id)
    opened = queries.open_version(unlocked_of(request), queries.access_version(dossier, edition_id))
    language = forms.language_of(request.GET.get("language", ""))
    try:
        content = adapters.draw(opened.content, "pdf", language, is_preview=True)
    except REFUSALS as refusal:
        messages.error(request, explain(refusal))
        return back_to(case, dossier, "versions")
    return _hand_over("preview.pdf", content, "application/pdf")


@never_cache
@sensitive_post_parameters()
@posted_to_case
def take(request: HttpRequest, case: Case, dossier_id: UUID, edition_id: UUID) -> HttpResponse:
    """Hand over a version as a file that can leave."""
    dossier = queries.access_dossier(case, dossier_id)
    version = queries.access_version(dossier, edition_id)
    form = forms.TakeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose which file."))
        return back_to(case, dossier, "versions")
    kind, language = form.cleaned_data["kind"], form.cleaned_data["language"]
    try:
        opened = actions.take_file(unlocked_of(request), version, clock.today())
        content = adapters.draw(opened.content, kind, language)
    except REFUSALS as refusal:
        messages.error(request, explain(refusal))
        return back_to(case, dossier, "versions")
    ending, media_type = adapters.MEDIA[kind]
    name = f"dossier-{opened.content['reference']}-v{version.position}-{language}.{ending}"
    return _hand_over(name, content, media_type)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def note_step(request: HttpRequest, case: Case, dossier_id: UUID) -> HttpResponse:
    """Ask what became of a dossier, and when to ask again."""
    unlocked = unlocked_of(request)
    dossier = queries.access_dossier(case, dossier_id)
    opened = queries.open_dossier(unlocked, dossier)
    form = forms.StepForm(request.POST if request.method == "POST" else None, opened=opened)
    if form.is_valid():
        try:
            actions.note_step(unlocked, dossier, form.draft(), clock.today())
        except REFUSALS as refusal:
            form.add_error(None, explain(refusal))
        else:
            return back_to(case, dossier, "steps")
    return show_form(request, case, form, heading=_("What became of it"), dossier=dossier)


def _hand_over(name: str, content: bytes, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)
