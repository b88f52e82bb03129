# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for the codes on the pages of support and consent, in the reader's language."""

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safehold.catalog.errors import ChoiceUnknown
from safehold.catalog.help_wanted import load_help_wanted
from safehold.desk.consent.rules import WITH_RECIPIENTS, State
from safehold.desk.support import queries, rules
from safehold.desk.support.models import NeedState

register = template.Library()

STATES: dict[str, tuple[Promise | str, str]] = {
    State.GIVEN: (_("Agreed"), "good"),
    State.WITHDRAWN: (_("Not agreed"), "urgent"),
    State.EXPIRED: (_("Ended"), "warn"),
    State.NOT_ASKED: (_("Not asked"), ""),
}
STAGES: dict[str, Promise | str] = {
    "proposed": _("waits for a second member"),
    "confirmed": _("confirmed"),
    "used": _("used"),
    "ended": _("ended"),
}
LEVEL_KINDS = {rules.LOW: "good", rules.MODERATE: "", rules.HIGH: "warn", rules.IMMEDIATE: "urgent"}


@register.filter
def consent_state(state: str) -> SafeString:
    """Return a state of consent as a tag."""
    text, kind = STATES[state]
    return render_to_string("components/tag.html", {"text": text, "kind": kind})


@register.filter
def override_stage(stage: str) -> Promise | str:
    return STAGES[stage]


@register.filter
def names_recipients(purpose: str) -> bool:
    """Whether this purpose can be agreed to for one receiver and not for another."""
    return purpose in WITH_RECIPIENTS


@register.filter
def level_kind(level: str) -> str:
    """Return how a level of risk is coloured; its word stands beside it."""
    return LEVEL_KINDS[level]


@register.filter
def need_name(code: str) -> str:
    """Return a need in words; a code that the catalogue does not know any more as it is."""
    try:
        return load_help_wanted().choice(code).label(get_language() or "en")
    except ChoiceUnknown:
        return code


@register.filter
def need_state(state: str) -> str:
    return str(NeedState(state).label)


@register.filter
def service_name(service: str) -> str:
    return queries.label_service(service, get_language() or "en")
