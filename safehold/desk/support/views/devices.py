# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The digital-safety checklist, and what was answered on a day."""

from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.catalog.digital_safety import load_digital_safety
from safehold.desk.cases.models import Case
from safehold.desk.support import actions, forms, queries
from safehold.desk.support.permissions import opens_support
from safehold.desk.support.views.parts import show_form
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


class Answered(NamedTuple):
    """A question, what was answered, as a code and in words, and what to do about it: "" where nothing is."""

    question: str
    given: str
    answer: str
    advice: str


class AnsweredGroup(NamedTuple):
    label: str
    is_sign: bool
    answers: list[Answered]

    @property
    def followed_up(self) -> bool:
        return any(each.advice for each in self.answers)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_support
def check_devices(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask the questions; show the advice at once when they are answered."""
    form = forms.DeviceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        check = actions.keep_check(
            unlocked_of(request), case, form.answers(), data["words"], clock.today(), once=data["once"]
        )
        return redirect("support:check", case.id, check.id)
    return show_form(
        request,
        case,
        form,
        _("Telephone, computer and accounts"),
        _("Keep these answers"),
        "support/devices.html",
        safety=load_digital_safety(),
    )


@require_safe
@opens_support
def show_check(request: HttpRequest, case: Case, check_id: UUID) -> HttpResponse:
    """Show what was answered on a day, with what to do where an answer calls for it."""
    check = queries.open_one_check(unlocked_of(request), queries.access_check(case, check_id))
    groups, safety = list_answers(check), load_digital_safety()
    context = {
        "case": case,
        "check": check,
        "groups": groups,
        "safety": safety,
        "signs": any(group.is_sign and group.followed_up for group in groups),
        "analyst": safety.analyst.name(get_language() or "en"),
        "before_you_send": safety.before_you_send(get_language() or "en"),
    }
    return render(request, "support/check.html", context)


def list_answers(check: queries.OpenedCheck) -> list[AnsweredGroup]:
    """Return each group in the reader's language, with the advice for answers that call for it."""
    language, words = get_language() or "en", {"yes": _("Yes"), "no": _("No"), "unsure": _("Not sure")}
    groups = []
    for group in load_digital_safety().groups:
        answers = []
        for question in group.questions:
            given = check.answers.get(question.code, "")
            advice = question.advice(language) if group.calls_for_advice(given) else ""
            answers.append(
                Answered(question.label(language), given, words.get(given, _("Not asked")), advice)
            )
        groups.append(AnsweredGroup(group.label(language), group.yes_is_a_sign, answers))
    return groups
