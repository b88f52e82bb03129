# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for the codes in what is shared, in the reader's language."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from safehold.desk.cases import queries as cases
from safehold.desk.members.models import Organisation
from safehold.desk.parties.models import PartyKind, Role
from safehold.desk.sharing.forms import FIELD_LABELS
from safehold.desk.sharing.models import State

register = template.Library()

KIND_OF_STATE = {
    State.ACCEPTED: "good",
    State.WITHDRAWN: "warn",
    State.EXPIRED: "warn",
    State.REJECTED: "warn",
}


@register.filter
def organisation_name(organisation: Organisation) -> str:
    return organisation.name_in(get_language() or "en")


@register.filter
def state_kind(state: str) -> str:
    return KIND_OF_STATE.get(State(state), "")


@register.filter
def field_label(name: str) -> str:
    return str(FIELD_LABELS.get(name, name))


@register.filter
def tactic_label(code: str) -> str:
    return cases.name_tactic(code, get_language() or "en")


@register.filter
def help_label(code: str) -> str:
    return cases.name_help(code, get_language() or "en")


@register.filter
def shared_day(text: str) -> str:
    """Return a day that another organisation sent, as the reader's language writes it."""
    try:
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text


@register.filter
def party_label(party: dict[str, list[str] | str]) -> str:
    """Return what a shared party is, in words."""
    kind, roles = str(party["kind"]), [str(Role(r).label) for r in party["roles"] if r in Role.values]
    label = str(PartyKind(kind).label) if kind in PartyKind.values else kind
    return f"{label} ({', '.join(roles)})" if roles else label
