# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office corrects one value of an entry: which, then what it should say and why, in both languages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.catalog.register_forms import RegisterForm, register_form
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.forms import correction_form, corrections
from safehold.desk.registrar.models import Office
from safehold.desk.registrar.permissions import in_the_office
from safehold.desk.registrar.queries.review import read_newest
from safehold.desk.registrar.templatetags.registrar_parts import language, name_field
from safehold.desk.registrar.views.answers import judged
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_http_methods(["GET", "POST"])
@in_the_office
def correct(request: HttpRequest, office: Office, registered_id: UUID) -> HttpResponse:
    """Publish a version in which the office corrected a value. Which one, the address says."""
    entry = queries.access_entry(office, registered_id)
    form, back = register_form(entry.form), reverse("registrar:entry", args=[entry.pk])
    name = request.GET.get("field", "")
    if name not in dict(corrections.list_fields(form, language())):
        return HttpResponseRedirect(back)
    newest = read_newest(queries.open_key(unlocked_of(request), office), entry)
    data = request.POST if request.method == "POST" else None
    asked = correction_form(form, name, language(), newest.get(name), data)
    context = {"entry": entry, "form": asked, "label": name_field(form, name)}
    if data is None:
        return render(request, "registrar/correct.html", context)
    return judged(
        request,
        asked,
        lambda: render(request, "registrar/correct.html", context, status=422),
        lambda typed: actions.correct_entry(
            unlocked_of(request), entry, _changes(form, name, typed), asked.why(), clock.today()
        ),
        _("Corrected. The version before it stays in the log."),
        back,
    )


def _changes(form: RegisterForm, name: str, typed: dict[str, Any]) -> dict[str, Any]:
    return {name: corrections.read_value(form, name, typed.get("value"))}
