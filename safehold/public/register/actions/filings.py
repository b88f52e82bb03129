# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts and sending. What was typed is kept as it was typed; sending twice is sending once."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError

from safehold.catalog.register_forms import register_form
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.register.errors import (
    DraftChanged,
    DraftIncomplete,
    FilingUnknown,
    StepNotOpen,
    TooManyDrafts,
)
from safehold.public.register.models.accounts import Registrant
from safehold.public.register.models.filings import Draft, Filing, FilingKind
from safehold.public.register.queries import filings as queries
from safehold.public.register.rules import accounts as account_rules
from safehold.public.register.rules import filings as rules


@dataclass(frozen=True)
class Sent:
    """A filing that lies here durably. `again`: it had been sent before."""

    filing: Filing
    again: bool


def start_draft(
    registrant: Registrant,
    draft_id: UUID,
    on: date,
    *,
    kind: str = FilingKind.FILING,
    form: str = rules.FORM,
    typed: Mapping[str, Any] | None = None,
    follows: Filing | None = None,
    about: int | None = None,
    entry: UUID | None = None,
) -> Draft:
    """Begin to write; the same id again is the same draft. Raises TooManyDrafts, FilingUnknown.

    follows: the filing whose values it starts from.
    """
    with atomic_for(Draft, durable=True):
        Registrant.objects.select_for_update().get(pk=registrant.pk)
        held = Draft.objects.filter(pk=draft_id).first()
        if held is not None:
            if held.registrant_id != registrant.pk:
                raise FilingUnknown
            return held
        if Filing.objects.filter(pk=draft_id).exists():  # that one was sent; this is another
            draft_id = uuid4()
        if Draft.objects.filter(registrant=registrant).count() >= rules.MOST_DRAFTS:
            raise TooManyDrafts
        return Draft.objects.create(
            id=draft_id,
            registrant=registrant,
            kind=kind,
            form=form,
            typed=dict(typed or {}),
            base=_base_of(follows),
            follows=follows,
            about=about,
            entry=follows.entry if follows else entry,
            changed_on=on,
        )


def _base_of(follows: Filing | None) -> dict[str, Any] | None:
    """What a draft is compared with: what was accepted. A corrected filing stands on what the first one stood on."""
    if follows is None:
        return None
    base: dict[str, Any] | None = follows.base if follows.state == Filing.State.CORRECTION else follows.values
    return base


def require_open_for(filing: Filing, kind: str) -> None:
    """Raise StepNotOpen unless a filing may be changed, ended or, where the office asks for it, corrected."""
    if filing.state == Filing.State.CORRECTION:
        is_open = kind == filing.kind and not queries.is_followed(filing)
    else:
        is_open = (
            kind in (FilingKind.AMENDMENT, FilingKind.TERMINATION)
            and filing.kind != FilingKind.TERMINATION
            and queries.is_newest_of_entry(filing)
        )
    if not is_open:
        raise StepNotOpen


def keep_typed(registrant: Registrant, draft_id: UUID, typed: Mapping[str, Any], on: date) -> Draft:
    """Keep what stands in the inputs of one step, right or not. Raises FilingUnknown."""
    with atomic_for(Draft, durable=True):
        draft = Draft.objects.select_for_update().filter(registrant=registrant, pk=draft_id).first()
        if draft is None:
            raise FilingUnknown
        draft.typed = {**draft.typed, **typed}
        draft.changed_on = on
        draft.save(update_fields=["typed", "changed_on"])
    return draft


def delete_draft(registrant: Registrant, draft_id: UUID) -> None:
    """Delete a draft for good; one that is not there is deleted."""
    with atomic_for(Draft, durable=True):
        Draft.objects.filter(registrant=registrant, pk=draft_id).delete()
    erase_from_log(Draft)


def send_filing(
    registrant: Registrant, draft_id: UUID, values: Mapping[str, Any], seen: str, on: date
) -> Sent:
    """Make a draft a filing, durably and once. What was sent lies here until the office has collected it.

    values: what the draft says, read by the forms. seen: the digest of the draft that was read through.
    Raises FilingUnknown, DraftChanged, DraftIncomplete, StepNotOpen.
    """
    try:
        with atomic_for(Filing, durable=True):
            return _send(registrant, draft_id, values, seen, on)
    except IntegrityError:
        with atomic_for(Filing, durable=True):  # its number was another's: it gets a new one
            return _send(registrant, draft_id, values, seen, on)


def _send(registrant: Registrant, draft_id: UUID, values: Mapping[str, Any], seen: str, on: date) -> Sent:
    Registrant.objects.select_for_update().get(pk=registrant.pk)
    sent = Filing.objects.filter(registrant=registrant, pk=draft_id).first()
    if sent is not None:
        return Sent(sent, again=True)
    draft = Draft.objects.select_for_update().filter(registrant=registrant, pk=draft_id).first()
    if draft is None:
        raise FilingUnknown
    if rules.digest(draft.typed) != seen:
        raise DraftChanged
    if draft.follows is not None:
        require_open_for(draft.follows, draft.kind)
    filing = Filing(
        id=draft.pk,
        number=account_rules.number_from(secrets.randbits(64), account_rules.FILING_DIGITS),
        registrant=registrant,
        account=registrant.pk,
        kind=draft.kind,
        form=draft.form,
        values=dict(values),
        base=draft.base,
        changed=_changed(draft, values),
        follows=draft.follows,
        about=draft.about,
        entry=draft.entry,
        sent_on=on,
    )
    filing.save(force_insert=True)
    draft.delete()
    return Sent(filing, again=False)


def _changed(draft: Draft, values: Mapping[str, Any]) -> list[str]:
    """The fields that differ from what the draft started from. Raises DraftIncomplete."""
    if not rules.has_form(draft.kind):
        if not values.get("text"):
            raise DraftIncomplete
        return []
    form = register_form(draft.form)
    if rules.missing_names(form, values, draft.kind):
        raise DraftIncomplete
    changed = rules.changed_names(form, draft.base, values) if draft.base else []
    if draft.base and not changed:
        raise DraftIncomplete
    return changed
