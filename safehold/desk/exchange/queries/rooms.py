# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other rooms keep of a case, under names that stay the same: those of docs/reference/copies.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.sharing import queries as sharing
from safehold.desk.sharing.errors import ShareClosed, ThreadLocked
from safehold.desk.sharing.models import Share
from safehold.desk.vault.actions import Unlocked
from safehold.web.references import reference_of

ROOMS_SCHEMA = "safehold.case-rooms/1"
SHARING_SCHEMA = "safehold.case-sharing/1"
LISTS = {
    "consent.override": "overrides",
    "support.riskassessment": "risk_assessments",
    "support.safetystep": "safety_steps",
    "support.need": "needs",
    "support.devicecheck": "device_checks",
    "referrals.routing": "routing_answers",
    "referrals.referral": "referrals",
    "referrals.packet": "packets",
    "referrals.contact": "contacts",
    "referrals.letter": "letters",
    "tasks.task": "tasks",
}
"""A kind of row -> the list that it stands in."""
WORDS = "tasks.taskwords"
LEFT_OUT = frozenset({"case_id", "organisation_id", "words_id", "follows_id"})
Record = dict[str, Any]


def name_rows(found: Mapping[str, tuple[Case, Mapping[str, Any]]]) -> dict[str, Any]:
    """Return rows (as a snapshot names them, each with its case) as lists of records; nothing when there are none."""
    words = {
        name.split()[1]: row["document"] for name, (_case, row) in found.items() if name.startswith(WORDS)
    }
    lists: dict[str, list[Record]] = {}
    for name, (case, row) in found.items():
        label, _, row_id = name.partition(" ")
        if label in LISTS:
            said = row["document"] or words.get(row["columns"].get("words_id") or "") or {}
            lists.setdefault(LISTS[label], []).append(_record(row_id, case, row["columns"], said))
    return {"schema": ROOMS_SCHEMA, **lists} if lists else {}


def _record(row_id: str, case: Case, columns: Mapping[str, Any], said: Mapping[str, Any]) -> Record:
    clear = {name.removesuffix("_id"): value for name, value in columns.items() if name not in LEFT_OUT}
    return {"id": row_id, "case": reference_of(case.pk), **clear, **said}


def list_sharing(unlocked: Unlocked, case: Case) -> dict[str, Any]:
    """Return what was offered of a case by the organisation that has it, and what both wrote where it opens.

    Of the other organisation only what it wrote into the share, under its name: nothing of its case.
    """
    family = cases.list_family(case)
    offers = [_offer(each) for one in family for each in _open_offers(unlocked, one)]
    shares = [_share(unlocked, one, each) for one in family for each in sharing.list_shares_of(one)]
    if not (offers or shares):
        return {}
    return {"schema": SHARING_SCHEMA, "offers": offers, "shares": shares}


def _open_offers(unlocked: Unlocked, case: Case) -> list[sharing.OpenedOffer]:
    rows = sharing.list_sent(case)
    return sharing.open_offers(unlocked, case, rows) if rows else []


def _offer(offer: sharing.OpenedOffer) -> Record:
    row = offer.row
    return {
        "id": str(row.pk),
        "case": reference_of(row.case_id),
        "kind": str(row.kind),
        "to": row.receiver.name_in("en"),
        "state": str(row.state),
        "reason": str(row.reason),
        "offered_on": str(row.offered_on),
        "ended_on": str(row.ended_on or ""),
        "words": offer.words,
        "content": offer.content,
    }


def _share(unlocked: Unlocked, case: Case, share: Share) -> Record:
    is_ours = share.sender_id == unlocked.organisation_id
    head = {
        "id": str(share.pk),
        "case": reference_of(case.pk),
        "from": share.sender.name_in("en"),
        "to": share.receiver.name_in("en"),
        "opened_on": str(share.opened_on),
        "closed_on": str(share.closed_on or ""),
        "ending": str(share.ending),
    }
    try:
        opened = sharing.open_share(unlocked, share)
    except (ShareClosed, ThreadLocked):
        return {**head, "opens": False}
    received = {} if is_ours else {"content": opened.content}
    written = sorted([*opened.messages, *opened.works], key=lambda each: each.row.position)
    return {**head, "opens": True, **received, "entries": [_entry(each) for each in written]}


def _entry(entry: sharing.OpenedEntry) -> Record:
    row = entry.row
    return {
        "id": str(row.pk),
        "kind": str(row.kind),
        "by": row.organisation.name_in("en"),
        "is_ours": entry.is_ours,
        "on": str(row.on_day),
        "words": entry.words,
        "done_by": row.doing.name_in("en") if row.doing else "",
        "done_on": str(row.done_on or ""),
    }
