# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Must I register? One question to a page, all at one address. Nothing that is answered here is kept anywhere.

What was answered travels in the form: `at` says which step was answered, `to` which one is wanted, `instead` that
another country's scheme is. `language` tells a change of language from a step forward.
"""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from safehold.core.influence import Answer, Assessment, Days, Effect, Facts, assess
from safehold.public.register.forms.assessment import (
    DAYS,
    form_for,
    list_steps,
    read_answers,
    read_days,
)
from safehold.public.register.queries.schemes import KnownScheme, find_scheme, list_schemes
from safehold.public.register.views.assessment_result import show_result
from safehold.web import clock
from safehold.web.forms import SafeholdForm

RESULT = "result"
UNPROCESSABLE = 422
ENDING = (Effect.ENDS, Effect.WOULD_END)


@dataclass
class Walk:
    """What has been answered so far. carried: its fields, as hidden ones, by step."""

    known: KnownScheme
    language: str
    steps: list[str]
    answers: dict[str, Answer] = field(default_factory=dict)
    days: Days = field(default_factory=Days)
    carried: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def assess(self) -> Assessment:
        return assess(self.known.scheme, Facts(answers=self.answers, days=self.days), clock.today())

    def next_step(self) -> str:
        """The first step that is not answered; the result, when nothing more can change it."""
        answered = {"", *self.carried}
        for reason in self.assess().reasons:
            if reason.effect in ENDING and reason.question in answered:
                return RESULT
        return next((step for step in self.steps if step not in answered), RESULT)


@require_http_methods(["GET", "HEAD", "POST"])
def must_i_register(request: HttpRequest, language: str) -> HttpResponse:
    data = request.POST
    walk = read_walk(QueryDict() if "instead" in data else data, language, data.get("instead", ""))
    at, to = data.get("at", ""), data.get("to", "")
    is_moving = to in walk.steps or data.get("language", language) != language
    if "instead" in data or at not in (*walk.steps, RESULT):
        return show_step(request, walk, walk.steps[0])
    if is_moving and (to in walk.steps or at != RESULT):
        return show_step(request, walk, to if to in walk.steps else at)
    if at != RESULT and at not in walk.carried:
        judged = form_for(at, walk.known, language, data, is_judged=True)
        return show_step(request, walk, at, judged, status=UNPROCESSABLE)
    step = walk.next_step()
    return answer(request, walk) if step == RESULT else show_step(request, walk, step)


def read_walk(data: QueryDict, language: str, instead: str = "") -> Walk:
    """Read every step that was answered, and answered soundly."""
    known = find_scheme(instead or data.get("scheme", ""))
    walk = Walk(known, language, list_steps(known))
    if len(known.scheme.levels) == 1:
        walk.answers[known.scheme.levels[0].code] = Answer.YES
    for step in walk.steps:
        form = form_for(step, known, language, data, is_judged=True)
        if not form.is_valid():
            continue
        walk.answers |= read_answers(step, known, form.cleaned_data)
        if step == DAYS:
            walk.days = read_days(form.cleaned_data)
        walk.carried[step] = [(name, value) for name in form.fields for value in data.getlist(name)]
    return walk


def show_step(
    request: HttpRequest, walk: Walk, step: str, form: SafeholdForm | None = None, status: int = 200
) -> HttpResponse:
    number = walk.steps.index(step)
    context = {
        "form": form or form_for(step, walk.known, walk.language, request.POST, is_judged=False),
        "at": step,
        "number": number + 1,
        "total": len(walk.steps),
        "before": walk.steps[number - 1] if number else "",
        "scheme": walk.known.asked.code,
        "scheme_name": walk.known.asked.name(walk.language),
        "others": [
            (each.code, each.name(walk.language))
            for each in list_schemes()
            if each.code != walk.known.asked.code
        ],
        "carried": [pair for name, pairs in walk.carried.items() if name != step for pair in pairs],
    }
    return render(request, "register/assessment.html", context, status=status)


def answer(request: HttpRequest, walk: Walk) -> HttpResponse:
    context = show_result(walk.known, walk.assess(), walk.language, clock.today())
    context |= {
        "at": RESULT,
        "scheme": walk.known.asked.code,
        "carried": [pair for pairs in walk.carried.values() for pair in pairs],
        "days": walk.days if DAYS in walk.carried else None,
    }
    return render(request, "register/assessment_result.html", context)
