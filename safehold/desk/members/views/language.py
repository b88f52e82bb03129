# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member chooses the language in which they read the desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.members import actions
from safehold.desk.members.forms import LanguageForm
from safehold.desk.members.permissions import member_of
from safehold.web import clock


@require_http_methods(["GET", "POST"])
def choose_language(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    form = LanguageForm(member, request.POST or None)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        actions.choose_language(member, language, clock.today())
        with translation.override(language):
            messages.success(request, _("You read the desk in this language now."))
        return redirect("mfa_index")
    return render(request, "members/language.html", {"form": form})
