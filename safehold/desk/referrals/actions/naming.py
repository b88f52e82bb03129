# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A packet names items of evidence with their SHA-256: the custody of each says to whom, and when a file of it left."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from safehold.desk.evidence import actions as custody
from safehold.desk.evidence.rules import Given, Moment
from safehold.desk.referrals import queries
from safehold.web import clock

if TYPE_CHECKING:
    from safehold.desk.referrals.models import Packet
    from safehold.desk.vault.actions import Unlocked


def note_sent(
    unlocked: Unlocked, packet: Packet, opened: queries.OpenedReferral, content: dict[str, Any], on: date
) -> None:
    """Write that a packet leaves, in the transaction that keeps it."""
    items, to = queries.open_named(unlocked, packet.case, content), queries.receiver_of(opened)
    custody.note_shared(unlocked, items, to, Given.NAMED, Moment(clock.now(), on), packet=str(packet.pk))


def note_exported(
    unlocked: Unlocked, packet: Packet, opened: queries.OpenedReferral, content: dict[str, Any], on: date
) -> None:
    """Write that a file of a packet is handed to the browser, in the transaction that says so."""
    items, to = queries.open_named(unlocked, packet.case, content), queries.receiver_of(opened)
    custody.note_named(unlocked, items, to, Moment(clock.now(), on), packet=str(packet.pk))
