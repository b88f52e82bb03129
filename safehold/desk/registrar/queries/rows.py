# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to the office's rows. Whoever is not of the office gets "not found"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from safehold.catalog.register_forms import register_form
from safehold.desk.registrar.errors import EntryUnknown, FilingUnknown, NoticeUnknown, ProposalUnknown
from safehold.desk.registrar.models import (
    Ending,
    Entity,
    Entry,
    Filing,
    Leaf,
    Notice,
    Office,
    Opening,
    Proposal,
    Replay,
    SealedOpenings,
)

VERSIONS = ("filing", "amendment", "termination", "correction")
"""Kinds of leaves that are a version of an entry."""
NAMES: dict[str, str] = {Entity.Kind.REGISTRANT: "registrant_name", Entity.Kind.PRINCIPAL: "principal_name"}
"""The fields of what is filed here that name an entity of each kind."""
MOST_ENTITIES, MOST_WORDS, SHORTEST_WORD = 50, 6, 4
MOST_LISTED = 500


def access_filing(office: Office, filing_id: UUID) -> Filing:
    found = Filing.objects.select_related("entry").filter(office=office, pk=filing_id).first()
    if found is None:
        raise FilingUnknown
    return found


def list_filings(office: Office, state: str = "") -> list[Filing]:
    """Return filings: first those that wait, the oldest first; then those that were decided, the newest first."""
    rows = Filing.objects.filter(office=office).select_related("entry")
    if state:
        return list(rows.filter(state=state).order_by("sent_on", "pk")[:MOST_LISTED])
    decided = rows.exclude(state=Filing.State.WAITING).order_by("-decided_on", "-sent_on", "pk")
    return list_filings(office, Filing.State.WAITING) + list(decided[:MOST_LISTED])


def find_registrant(filing: Filing) -> UUID | None:
    """Return the entity under which an earlier filing of the same account was published."""
    earlier = Filing.objects.filter(account=filing.account, state=Filing.State.ACCEPTED).exclude(entry=None)
    newest = earlier.select_related("entry").order_by("-decided_on").first()
    return newest.entry.registrant_id if newest and newest.entry else None


def count_waiting(office: Office) -> int:
    return Filing.objects.filter(office=office, state=Filing.State.WAITING).count()


def access_entry(office: Office, entry_id: UUID) -> Entry:  # noqa: ARG001
    found = Entry.objects.select_related("leaf").filter(pk=entry_id).first()
    if found is None:
        raise EntryUnknown
    return found


def find_entry(entry_id: UUID | None) -> Entry | None:
    return Entry.objects.select_related("leaf").filter(pk=entry_id).first() if entry_id else None


def list_entries(words: str = "", limit: int = 200) -> list[Entry]:
    """Return entries whose number or registrant's name has these words, the newest first."""
    rows = Entry.objects.select_related("leaf").order_by("-number")
    if words.isdigit():
        rows = rows.filter(Q(number=int(words[:9])) | Q(source_number=words))
    elif words:
        named = Opening.objects.filter(holds(words), name__in=("registrant_name", "principal_name", "name"))
        rows = rows.filter(leaf__in=named.values("leaf"))
    return list(rows[:limit])


def list_versions(entry: Entry) -> list[Leaf]:
    """Return the leaves that are versions of an entry, oldest first."""
    return list(Leaf.objects.filter(entry_id=entry.pk, kind__in=VERSIONS).order_by("position"))


def list_leaves_about(entry: Entry) -> list[Leaf]:
    """Return every leaf that names an entry, oldest first."""
    return list(Leaf.objects.filter(entry_id=entry.pk).order_by("position"))


def read_public(leaf_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return what is public of these leaves: position -> field -> value."""
    wanted = list(leaf_ids)
    found: dict[int, dict[str, Any]] = {position: {} for position in wanted}
    for leaf_id, name, value in Opening.objects.filter(leaf__in=wanted).values_list(
        "leaf_id", "name", "value"
    ):
        found[leaf_id][name] = value
    return found


def name_entries(entries: Iterable[Entry]) -> dict[UUID, str]:
    """Return what the registrants of these entries are called; withheld names are left out."""
    rows = list(entries)
    public = read_public(entry.leaf_id for entry in rows)
    names = {entry.pk: public[entry.leaf_id].get(register_form(entry.form).registrant_name) for entry in rows}
    return {entry_id: str(name) for entry_id, name in names.items() if name}


def list_entities(kind: str, name: str) -> list[tuple[UUID, str]]:
    """Return registrants or principals that were filed here under a name like this one, with what they are called."""
    column = "registrant_id" if kind == Entity.Kind.REGISTRANT else "principal_id"
    words = [word for word in re.findall(r"\w+", name) if len(word) >= SHORTEST_WORD] or [name.strip()]
    like = Q()
    for word in words[:MOST_WORDS]:
        like |= holds(word)
    named = Opening.objects.filter(like, name=NAMES[kind])
    entries = Entry.objects.filter(leaf__in=named.values("leaf"), source="").exclude(**{column: None})
    newest = list(entries.order_by("-changed_on", "-number")[:MOST_ENTITIES]) if words[0] else []
    public = read_public(entry.leaf_id for entry in newest)
    found: dict[UUID, str] = {}
    for entry in newest:
        found.setdefault(getattr(entry, column), str(public[entry.leaf_id][NAMES[kind]]))
    return sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0]))


def holds(words: str) -> Q:
    """Return the condition that a value has these words. SQLite keeps letters beyond ASCII as JSON escapes them."""
    return Q(value__icontains=words) | Q(value__icontains=json.dumps(words)[1:-1])


def has_entity(kind: str, entity_id: UUID) -> bool:
    return Entity.objects.filter(pk=entity_id, kind=kind).exists()


def list_endings(entry: Entry) -> dict[str, str]:
    """Return which fields of an entry's newest version are withheld or erased: name -> kind; erased counts for more."""
    rows = Ending.objects.filter(leaf=entry.leaf_id).order_by("-kind")  # withholding, then redaction
    return dict(rows.values_list("name", "kind"))


def find_hidden_row(leaf: Leaf) -> SealedOpenings | None:
    return SealedOpenings.objects.select_for_update().filter(leaf=leaf).first()


def access_proposal(office: Office, proposal_id: UUID) -> Proposal:
    found = Proposal.objects.filter(office=office, pk=proposal_id, outcome=Proposal.Outcome.OPEN).first()
    if found is None:
        raise ProposalUnknown
    return found


def list_proposals(office: Office) -> list[Proposal]:
    """Return what waits for a second person, oldest first."""
    rows = Proposal.objects.filter(office=office, outcome=Proposal.Outcome.OPEN)
    return list(rows.select_related("filing", "entry", "notice").order_by("proposed_on", "pk"))


def confirmed_withholdings(filing: Filing) -> set[str]:
    """Return the fields that two people decided to withhold before a filing is published, also while it was another
    one, which was sent back and corrected.
    """
    rows = _withholdings_before(filing).filter(outcome=Proposal.Outcome.CONFIRMED)
    return {name for row in rows for name in row.fields}


def waits_for_withholding(filing: Filing) -> bool:
    """Whether somebody proposed to withhold fields of a filing, or of its entry, and nobody has decided yet."""
    is_open = Proposal.objects.filter(kind=Proposal.Kind.WITHHOLDING, outcome=Proposal.Outcome.OPEN)
    of_entry = is_open.filter(entry=filing.entry_id) if filing.entry_id else is_open.none()
    return _withholdings_before(filing).filter(pk__in=is_open).exists() or of_entry.exists()


def _withholdings_before(filing: Filing) -> QuerySet[Proposal]:
    return Proposal.objects.filter(
        filing__in=list_sent_back(filing) | {filing.pk}, kind=Proposal.Kind.WITHHOLDING
    )


def list_sent_back(filing: Filing) -> set[UUID]:
    """Return the filings that this one corrects: each was sent back, to the same account."""
    found: set[UUID] = set()
    earlier = filing.follows
    while earlier and earlier not in found:
        sent_back = Filing.objects.filter(
            pk=earlier, account=filing.account, state=Filing.State.CORRECTION
        ).first()
        if sent_back is None:
            break
        found.add(sent_back.pk)
        earlier = sent_back.follows
    return found


def access_notice(office: Office, notice_id: UUID) -> Notice:
    found = Notice.objects.select_related("entry", "leaf").filter(office=office, pk=notice_id).first()
    if found is None:
        raise NoticeUnknown
    return found


def list_notices(office: Office) -> list[Notice]:
    """Return notices, those that run first, by the end of their clock."""
    rows = Notice.objects.filter(office=office).select_related("entry")
    return sorted(rows, key=lambda row: (row.decided_on is not None, row.answer_by, row.pk))


def list_late(office: Office) -> QuerySet[Filing]:
    """Return filings that were sent after the day by which the law wanted them."""
    return Filing.objects.filter(office=office, sent_on__gt=F("due_on")).select_related("entry")


def list_unanswered(office: Office, on: date) -> list[Filing]:
    """Return filings for which a correction was asked and that were not sent again, oldest first."""
    followed = Filing.objects.exclude(follows=None).values("follows")
    rows = Filing.objects.filter(office=office, state=Filing.State.CORRECTION, decided_on__lt=on)
    rows = rows.exclude(pk__in=followed)
    return list(rows.select_related("entry").order_by("decided_on", "pk"))


def find_replay(source: str, as_of: date, sha256: str) -> Replay | None:
    return Replay.objects.filter(source=source, as_of=as_of, sha256=sha256).first()


def find_replay_of(entry: Entry) -> Replay | None:
    """Return the snapshot that an entry's newest version came from; None for what was filed here."""
    if not entry.is_replayed:
        return None
    rows = Replay.objects.filter(source=entry.source, as_of__lte=entry.changed_on)
    return rows.order_by("-as_of").first()


def last_replayed_on(source: str) -> date | None:
    newest = Replay.objects.filter(source=source).order_by("-as_of").first()
    return newest.as_of if newest else None


def list_replays() -> list[Replay]:
    return list(Replay.objects.order_by("as_of"))
