# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks, without a key, at the signed lists that the public side holds, raises alarms, and puts things right.

What the desk last delivered must lie there, byte for byte. A list that the desk's own root signed and that this desk
does not remember is left in place: this desk may be the one that was put back (`reissuing`).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safehold.desk.audit import actions as audit
from safehold.desk.members import queries as members
from safehold.desk.vault import adapters, queries
from safehold.desk.vault.actions.outbox import send_again
from safehold.desk.vault.adapters import Place
from safehold.desk.vault.models import Outgoing, SignedListVersion
from safehold.public.reporting import actions as reporting
from safehold.public.reporting.models import SignedList

OLDER, FOREIGN, MISSING, AHEAD = "list-older", "list-foreign", "list-missing", "list-ahead"


def watch_lists(on: date) -> int:
    """Compare each list on the public side with what was delivered; return how many were not as they should be.

    Every round of the crossing. What was delivered is read first: a list that is on its way is no alarm.
    """
    delivered = queries.list_delivered_lists()
    organisations = members.list_organisations()
    wrong = _forget_strangers([each.pk for each in organisations], on)
    held = adapters.list_held()
    for place in delivered.keys() | held.keys():
        row = held.get(place)
        if kind := _judge(place, delivered.get(place), row):
            wrong += 1
            _raise(kind, place, on)
            if kind != AHEAD:
                _put_right(place, row)
    return wrong


def _judge(place: Place, delivered: Outgoing | None, held: SignedList | None) -> str | None:
    """Return what is wrong with what is held for a place; None when it is what was delivered, or about to be."""
    if held is None:
        return MISSING if delivered else None
    signed = adapters.signed_bytes(held)
    if delivered and (held.version, signed) == (delivered.version, bytes(delivered.body)):
        return None
    genuine = adapters.read_genuine(place, signed)
    return FOREIGN if genuine is None else _judge_genuine(place, delivered, held, genuine.version)


def _judge_genuine(place: Place, delivered: Outgoing | None, held: SignedList, version: int) -> str | None:
    is_older = delivered is not None and version < delivered.version
    if not queries.was_signed_here(*place, version, adapters.signed_bytes(held)):
        if version >= queries.find_newest_version(*place):
            return AHEAD
        return FOREIGN if is_older else None
    if is_older:
        return OLDER
    return None if held.version == version else FOREIGN


def _forget_strangers(known: list[UUID], on: date) -> int:
    strangers = reporting.forget_lists_besides(known)
    if strangers:
        _raise(FOREIGN, (SignedListVersion.Kind.KEYS, None), on)
    return strangers


def _raise(kind: str, place: Place, on: date) -> None:
    """Tell the organisation whose keys they are; what concerns all, each founding organisation."""
    list_kind, organisation_id = place
    concerned = [
        each.pk
        for each in members.list_organisations()
        if (each.pk == organisation_id if organisation_id else each.is_founding)
    ]
    for each in concerned:
        audit.raise_alarm(each, kind, list_kind, on=on)


def _put_right(place: Place, held: SignedList | None) -> None:
    """Take away what is wrong, and send the newest list of ours again."""
    if held is not None:
        reporting.forget_list(held.pk)
    if newest := queries.find_newest_outgoing(*place):
        send_again([newest.pk])
