# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking for alerts, confirming them from the mailbox, ending them. Pages write rows here and send nothing."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from django.db.models import Sum

from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.register.adapters import alert_secrets as secrets
from safehold.public.register.errors import AlertsFull, AlertUnknown
from safehold.public.register.models import Alert, Follower
from safehold.public.register.queries.alerts import Wanted, access_alert
from safehold.public.register.rules import alerts as rules


def ask(address: str, wanted: Wanted, language: str, on: date) -> None:
    """Note that somebody wants alerts to an address; nothing tells them what is already known of it.

    An address that has as many as it may, or was asked for often enough today, is left as it is. Raises AlertsFull.
    """
    purge_unconfirmed(on)
    same, what = rules.same_address(address), json.dumps(wanted.document(), sort_keys=True)
    with atomic_for(Follower):
        if Alert.objects.exclude(state=Alert.State.KEPT).count() >= rules.MOST_WAITING:
            raise AlertsFull
        kin = secrets.mark("mailbox", rules.mailbox_of(address))
        asked = Follower.objects.filter(kin=kin, asked_on=on).aggregate(times=Sum("asked_times"))["times"]
        if (asked or 0) >= rules.MOST_ASKS:
            return
        follower = _follower(secrets.mark("address", same), kin, address, language, on)
        _want(follower, wanted, secrets.mark("wanted", same, what), language, on)


def _follower(mark: str, kin: str, address: str, language: str, on: date) -> Follower:
    """Return the row of an address, and count that it was asked for."""
    known = {"kin": kin, "address": secrets.close(address), "language": language, "asked_on": on}
    Follower.objects.get_or_create(mark=mark, defaults=known)
    follower = Follower.objects.select_for_update().get(mark=mark)
    follower.asked_times = follower.asked_times + 1 if follower.asked_on == on else 1
    follower.asked_on = on
    follower.save(update_fields=["asked_on", "asked_times"])
    return follower


def _want(follower: Follower, wanted: Wanted, mark: str, language: str, on: date) -> None:
    alert = follower.alerts.filter(mark=mark).first()
    if alert is None:
        if follower.alerts.count() < rules.MOST_ALERTS:
            closed = secrets.close(wanted.document())
            Alert.objects.create(follower=follower, mark=mark, wanted=closed, language=language, asked_on=on)
    elif alert.state != Alert.State.KEPT:
        follower.alerts.filter(pk=alert.pk).update(state=Alert.State.ASKED, asked_on=on, language=language)


def confirm(token: str, size: int) -> None:
    """Keep an alert from now on: its mailbox followed the link. Raises AlertUnknown.

    size: how many leaves there are; what comes after them is told.
    """
    alert = access_alert(token).alert
    with atomic_for(Alert):
        waiting = Alert.objects.filter(pk=alert.pk).exclude(state=Alert.State.KEPT)
        if waiting.update(state=Alert.State.KEPT, since=size):
            Follower.objects.filter(pk=alert.follower_id).update(language=alert.language)


def stop(token: str, alert_id: UUID | None = None) -> None:
    """End one alert of whoever holds a letter, or all; with the last one their address goes. Raises AlertUnknown."""
    follower = secrets.read_stop_token(token)
    if follower is None:
        raise AlertUnknown
    with atomic_for(Follower):
        ended = Alert.objects.filter(follower=follower)
        (ended.filter(pk=alert_id) if alert_id else ended).delete()
        if alert_id is None or not Alert.objects.filter(follower=follower).exists():
            Follower.objects.filter(pk=follower).delete()
    erase_from_log(Follower)


def purge_unconfirmed(on: date) -> int:
    """Delete alerts that nobody confirmed in time, and addresses that nothing is kept for; return how many rows."""
    late = Alert.objects.exclude(state=Alert.State.KEPT).filter(asked_on__lt=rules.last_asked_kept(on))
    empty = Follower.objects.filter(alerts=None)
    if not (late.exists() or empty.exists()):
        return 0
    with atomic_for(Follower):
        gone = late.delete()[0] + empty.delete()[0]
    erase_from_log(Follower)
    return gone
