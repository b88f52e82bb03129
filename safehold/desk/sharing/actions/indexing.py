# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What both organisations write is found from the case that each has beside it, while it opens.

Tokens are written after the row they are of, in a transaction of their own, by whoever of an organisation opens the
share next: whoever wrote it has no key to the other one's search. So they are written anew after a new search key, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from safehold.desk.cases import actions as cases
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.members.rules import FieldClass
from safehold.desk.search import actions as search
from safehold.desk.search import queries as searches
from safehold.desk.sharing import queries
from safehold.desk.sharing.actions.holding import lock_share
from safehold.desk.sharing.errors import SharingRefused
from safehold.desk.sharing.models import EndedText, Entry, Share
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing, VaultMissing
from safehold.persistence.transactions import atomic_for


def index_shares(unlocked: Unlocked, shares: Collection[Share] | None = None) -> int:
    """Have what stands in open shares found by the member's organisation; return how many texts that were.

    shares: all of the organisation, if not given. What does not open now is left to the next who opens it.
    """
    if not unlocked.member.works_on_cases:
        return 0
    chosen = queries.list_open_shares(unlocked.organisation_id) if shares is None else shares
    entries = queries.list_entries(unlocked.organisation_id, chosen)
    known = searches.list_indexed(unlocked.organisation_id, [entry.pk for _case_id, entry in entries])
    missing: dict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    for case_id, entry in entries:
        if entry.pk not in known:
            missing[case_id, entry.share_id].append(entry.pk)
    return sum(_index(unlocked, *of_case, ids) for of_case, ids in missing.items())


def _index(unlocked: Unlocked, case_id: UUID, share_id: UUID, entry_ids: Collection[UUID]) -> int:
    try:
        with atomic_for(Share):
            share = Share.objects.select_related("sender_case", "receiver_case").get(pk=share_id)
            case = share.sender_case if share.sender_case_id == case_id else share.receiver_case
            if case is None:
                return 0
            cases.hold_case(unlocked, case)
            share = lock_share(share_id)
            if not share.is_open:
                return 0
            key = queries.key_of(unlocked, share)
            rows = Entry.objects.filter(share=share, pk__in=entry_ids)
            for row in rows:
                search.index(unlocked, case_id, row.pk, _fields_of(row.open(key)))
            return len(rows)
    except (SharingRefused, CaseUnknown, KeyMissing, VaultMissing, Share.DoesNotExist):
        return 0


def _fields_of(document: dict[str, object]) -> dict[FieldClass, list[str]]:
    fields: dict[FieldClass, list[str]] = defaultdict(list)
    for each in queries.texts_of_entry(document):
        fields[each.field_class].append(each.text)
    return fields


def end_texts(share: Share, case_id: UUID | None) -> None:
    """Note that an organisation finds nothing of a share any more, in the transaction that ends it."""
    if case_id is not None:
        ids = Entry.objects.filter(share=share).values_list("pk", flat=True)
        EndedText.objects.bulk_create(EndedText(case_id=case_id, source_id=each) for each in ids)


def sweep_texts() -> int:
    """Delete the tokens of what has ended; return how many texts that were. Keyless and idempotent.

    Not in the transaction that ends a share: that one holds what others lock after the tokens of a case.
    """
    ended = list(EndedText.objects.order_by("id"))
    for row in ended:
        with atomic_for(EndedText):
            search.forget_source(row.case_id, row.source_id)
            row.delete()
    return len(ended)
