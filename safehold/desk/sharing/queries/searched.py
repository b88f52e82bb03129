# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of sharing are searched. Its pages are for those who work on cases and see who people are, so nothing of
it is found by anybody else, whatever it tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safehold.desk.members.rules import FieldClass
from safehold.desk.search.rules import FieldText, SearchedText
from safehold.desk.sharing import rules
from safehold.desk.sharing.models import Entry, Share
from safehold.desk.vault.actions import Unlocked

WHY, SHARED, WRITTEN = _("Why another organisation was asked"), _("What was shared"), _("Written together")


def texts_of_offer(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(FieldClass.IDENTITY, WHY, document["words"])
    yield from texts_of_content(document["content"])


def texts_of_entry(document: Mapping[str, Any]) -> Iterable[FieldText]:
    """Return the texts of what was shared, or of what somebody wrote since."""
    if "words" in document:
        yield FieldText(FieldClass.IDENTITY, WRITTEN, str(document["words"]))
    else:
        yield from texts_of_content(document)


def texts_of_content(content: Mapping[str, Any]) -> Iterable[FieldText]:
    yield _text(FieldClass.WORDS, content.get("title", ""))
    for report in content.get("reports", []):
        for answer in report["answers"]:
            yield _text(rules.FIELDS[answer["field"]], answer["text"])
    for incident in content.get("incidents", []):
        for name in ("title", "narrative", "when"):
            yield _text(rules.THINGS["incidents"], incident[name])
        yield _text(FieldClass.SAFETY, incident["place"])
    for party in content.get("parties", []):
        for text in (*party["names"], *party["contacts"]):
            yield _text(rules.THINGS["parties"], text)
    for file in content.get("files", []):
        yield _text(rules.THINGS["files"], file["name"])


def _text(told: FieldClass, text: str) -> FieldText:
    return FieldText(told if told == FieldClass.SAFETY else FieldClass.IDENTITY, SHARED, text)


def list_entries(organisation_id: UUID, shares: Iterable[Share]) -> list[tuple[UUID, Entry]]:
    """Return what an organisation finds of some shares: the id of its case, and the entry.

    What it shared itself stands in its offer already.
    """
    case_of = {
        share.pk: share.sender_case_id if share.sender_id == organisation_id else share.receiver_case_id
        for share in shares
    }
    own = Q(kind=Entry.Kind.CONTENT, organisation=organisation_id)
    rows = Entry.objects.filter(share__in=case_of).exclude(own).order_by("id")
    return [(case_id, row) for row in rows if (case_id := case_of[row.share_id]) is not None]


def read_shares(unlocked: Unlocked, case_ids: Collection[UUID]) -> Iterator[SearchedText]:
    """Yield what stands in the shares of some cases, of those that open now. Raises RowTampered."""
    ours = Q(sender=unlocked.organisation_id, sender_case__in=list(case_ids))
    ours |= Q(receiver=unlocked.organisation_id, receiver_case__in=list(case_ids))
    shares = {share.pk: share for share in Share.objects.filter(ours)}
    if not shares:
        return
    keys = unlocked.case_keys({share.pk: share.key_version for share in shares.values()})
    opened = [share for share in shares.values() if share.pk in keys]
    for case_id, entry in list_entries(unlocked.organisation_id, opened):
        for each in texts_of_entry(entry.open(keys[entry.share_id])):
            yield SearchedText(case_id, entry.pk, each)
