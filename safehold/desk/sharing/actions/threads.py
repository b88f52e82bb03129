# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing into a share: a message to the other organisation, or a thing to do with who does it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db.models import Max

from safehold.desk.audit import actions as audit
from safehold.desk.sharing import queries
from safehold.desk.sharing.actions.holding import hold_share
from safehold.desk.sharing.actions.indexing import index_shares
from safehold.desk.sharing.actions.offering import TASK
from safehold.desk.sharing.actions.resealing import take_keys
from safehold.desk.sharing.errors import ShareClosed, ShareUnknown
from safehold.desk.sharing.models import Entry, Share
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def add_entry(
    unlocked: Unlocked,
    share: Share,
    words: str,
    on: date,
    *,
    doing: UUID | None = None,
    once: UUID | None = None,
) -> Entry:
    """Write a message; with `doing` (one of the two organisations) a thing to do. once: from the form.

    The other organisation gets a task, ours is settled. Raises ShareClosed, ThreadLocked, ShareUnknown.
    """
    take_keys(unlocked)
    with atomic_for(Share):
        share = hold_share(share, unlocked)
        if doing not in (None, share.sender_id, share.receiver_id):
            raise ShareUnknown
        if not share.is_open:
            raise ShareClosed
        key = queries.key_of(unlocked, share)
        kept = Entry.objects.filter(pk=once).first() if once else None
        if kept and kept.share_id == share.pk and kept.open(key).get("words") == words:
            return kept
        entry = Entry(
            id=once if once and not kept else uuid4(),
            share=share,
            position=(share.entries.aggregate(last=Max("position"))["last"] or 0) + 1,
            kind=Entry.Kind.WORK if doing else Entry.Kind.MESSAGE,
            organisation_id=unlocked.organisation_id,
            author=unlocked.member,
            doing_id=doing,
            on_day=on,
        )
        entry.seal(key, {"words": words})
        entry.save(force_insert=True)
        _tell_the_other(unlocked, share, on)
        audit.append(unlocked.organisation_id, "share.written", share.pk, unlocked.member.pk, on=on)
    index_shares(unlocked, [share])
    return entry


def mark_work(unlocked: Unlocked, share: Share, entry_id: UUID, on: date, *, done: bool) -> None:
    """Write that a thing to do is done, or is not after all. Raises ShareClosed, ShareUnknown."""
    with atomic_for(Share):
        share = hold_share(share, unlocked)
        if not share.is_open:
            raise ShareClosed
        entry = Entry.objects.filter(share=share, pk=entry_id, kind=Entry.Kind.WORK).first()
        if entry is None:
            raise ShareUnknown
        entry.done_on = on if done else None
        entry.save(update_fields=["done_on"])
        audit.append(unlocked.organisation_id, "share.written", share.pk, unlocked.member.pk, on=on)


def record_reading(unlocked: Unlocked, share: Share, on: date) -> None:
    """Write that a member read a share. What came since is found from then on."""
    with atomic_for(Share):
        audit.append(unlocked.organisation_id, "share.read", share.pk, unlocked.member.pk, on=on)
    index_shares(unlocked, [share])


def _tell_the_other(unlocked: Unlocked, share: Share, on: date) -> None:
    ours = unlocked.organisation_id
    other_id = share.receiver_id if share.sender_id == ours else share.sender_id
    case_id = share.sender_case_id if other_id == share.sender_id else share.receiver_case_id
    tasks.close_tasks(ours, share.pk, on, kinds=[TASK])
    tasks.open_task(other_id, TASK, case_id=case_id, about_id=share.pk, due_on=on, on=on)
