# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts and filings. A registrant reaches their own; another's is "not found". And what the desk asks for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from safehold.public.register.errors import FilingUnknown
from safehold.public.register.models.accounts import Registrant
from safehold.public.register.models.filings import Draft, Filing

WAITING = frozenset({Filing.State.SENT, Filing.State.COLLECTED})


@dataclass(frozen=True)
class SentFiling:
    """What the desk collects: as it was sent, in the clear.

    account: the same for all filings of one registrant; published nowhere. entry: the entry that it changes or speaks
    about; None for a new one. about: the leaf that a reply or a representation answers. follows: the filing that this
    one corrects, amends or ends. changed: the fields that differ from the values it started from.
    """

    id: UUID
    number: str
    account: UUID
    kind: str
    form: str
    values: dict[str, Any]
    changed: tuple[str, ...]
    entry_id: UUID | None
    about: int | None
    follows: UUID | None
    sent_on: date


def list_drafts(registrant: Registrant) -> list[Draft]:
    """The newest first."""
    return list(Draft.objects.filter(registrant=registrant).order_by("-changed_on", "id"))


def access_draft(registrant: Registrant, draft_id: UUID) -> Draft:
    """Return one of the registrant's drafts; raises FilingUnknown."""
    found = Draft.objects.filter(registrant=registrant, pk=draft_id).select_related("follows").first()
    if found is None:
        raise FilingUnknown
    return found


def list_filings(registrant: Registrant) -> list[Filing]:
    """The newest first."""
    return list(Filing.objects.filter(registrant=registrant).order_by("-sent_on", "-number"))


def access_filing(registrant: Registrant, filing_id: UUID) -> Filing:
    """Return one of the registrant's filings; raises FilingUnknown."""
    found = Filing.objects.filter(registrant=registrant, pk=filing_id).select_related("follows").first()
    if found is None:
        raise FilingUnknown
    return found


def find_newest_values(registrant: Registrant, form: str) -> dict[str, Any] | None:
    """What the registrant sent last under a form, from which a new draft takes who registers."""
    rows = Filing.objects.filter(registrant=registrant, form=form).order_by("-sent_on", "-number")
    newest: dict[str, Any] | None = rows.values_list("values", flat=True).first()
    return newest


def is_newest_of_entry(filing: Filing) -> bool:
    """Whether a change may start here: accepted, no accepted one came after it, and none about the entry waits."""
    if filing.entry is None or filing.state != Filing.State.ACCEPTED:
        return False
    rows = {row.pk: row for row in Filing.objects.filter(registrant=filing.registrant_id, entry=filing.entry)}
    followed = {row.follows_id for row in rows.values()}
    for row in rows.values():
        if row.state in WAITING or (row.state == Filing.State.CORRECTION and row.pk not in followed):
            return False
        if row.state == Filing.State.ACCEPTED and filing.pk in _before(row, rows):
            return False
    return True


def _before(row: Filing, rows: dict[UUID, Filing]) -> set[UUID]:
    """The filings that one stands on."""
    found: set[UUID] = set()
    while row.follows_id in rows and row.follows_id not in found:
        row = rows[row.follows_id]
        found.add(row.pk)
    return found


def is_followed(filing: Filing) -> bool:
    """Whether a corrected filing was already sent in its place."""
    return Filing.objects.filter(follows=filing).exists()


def list_entries(registrant: Registrant) -> set[UUID]:
    """The entries of the register that came from this account."""
    rows = Filing.objects.filter(registrant=registrant, state=Filing.State.ACCEPTED).exclude(entry=None)
    return {entry for entry in rows.values_list("entry", flat=True) if entry}


def list_sent_filings(limit: int = 500, besides: Collection[UUID] = ()) -> list[SentFiling]:
    """What the desk has not collected, the oldest first. besides: ids that it has looked at and left."""
    rows = Filing.objects.filter(collected_on=None).exclude(pk__in=besides)
    return [as_sent(row) for row in rows.order_by("sent_on", "pk")[:limit]]


def count_sent_filings() -> int:
    """How many filings the desk has not collected."""
    return Filing.objects.filter(collected_on=None).count()


def as_sent(row: Filing) -> SentFiling:
    return SentFiling(
        id=row.pk,
        number=row.number,
        account=row.account,
        kind=row.kind,
        form=row.form,
        values=row.values,
        changed=tuple(row.changed),
        entry_id=row.entry,
        about=row.about,
        follows=row.follows_id,
        sent_on=row.sent_on,
    )
