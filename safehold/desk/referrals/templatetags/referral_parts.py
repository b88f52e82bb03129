# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of referrals show of receivers, states and fields."""

from typing import Any

from django import template
from django.utils.translation import get_language

from safehold.catalog.authorities import Authority
from safehold.desk.referrals import rules
from safehold.desk.referrals.models import Referral
from safehold.desk.referrals.queries import OpenedReferral, name_receiver

register = template.Library()

KIND_OF_STATE = {
    rules.State.SENT: "",
    rules.State.ANSWERED: "good",
    rules.State.SENT_ELSEWHERE: "warn",
    rules.State.SILENT: "urgent",
    rules.State.WITHDRAWN: "warn",
}


def reader() -> str:
    return get_language() or "en"


@register.filter
def in_reading(thing: Any, method: str) -> Any:
    """Return what a catalogue entry says in the reader's language, such as {{ rule|in_reading:"reason" }}."""
    return getattr(thing, method)(reader())


@register.filter
def receiver_name(referral: Referral | OpenedReferral) -> str:
    """Return the name of a receiver; of one that is not in the catalogue only what was opened."""
    if isinstance(referral, OpenedReferral):
        return referral.name_in(reader())
    return name_receiver(referral.receiver, reader())


@register.filter
def state_kind(state: str) -> str:
    return KIND_OF_STATE.get(rules.State(state), "")


@register.filter
def is_unsure(authority: Authority) -> bool:
    return authority.confidence == "to_confirm"
