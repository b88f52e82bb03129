# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was filed is accepted, and so published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Max

from safehold.catalog.register_forms import register_form
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.actions.correcting import ANSWERABLE, add_reply
from safehold.desk.registrar.actions.notices import record_representations
from safehold.desk.registrar.actions.opinions import QUESTION
from safehold.desk.registrar.actions.reviewing import add_version, answer, entity_of, held, settle_filing
from safehold.desk.registrar.errors import StateWrong, WithholdingOpen
from safehold.desk.registrar.models import Entity, Entry, Filing, Leaf, Notice, Office
from safehold.desk.registrar.queries.contents import Sent, open_sent
from safehold.desk.registrar.queries.keys import OfficeKey
from safehold.desk.vault.actions import Unlocked

Text = Callable[[Unlocked, Office, Sent, date], Leaf]


@dataclass(frozen=True)
class Parties:
    """Whom a new entry is about: entities that are known already, or None for new ones."""

    registrant: UUID | None = None
    principal: UUID | None = None


def accept_filing(unlocked: Unlocked, filing: Filing, parties: Parties, on: date) -> Entry | None:
    """Publish what was filed: a leaf with its openings; return the entry, where there is one.

    Fields that two people withheld are published nowhere; a leaf says which, and that it is for safety. Raises
    FilingSettled, EntityUnknown or StateWrong; WithholdingOpen while a second person has to decide on some.
    """
    with held(unlocked, filing) as (office, key, row):
        if row.kind == QUESTION:
            raise StateWrong  # a question is answered, and not published
        sent = open_sent(key, row)
        if row.kind in TEXT_KINDS:
            entry, leaf = row.entry, TEXT_KINDS[row.kind](unlocked, office, sent, on)
        else:
            entry = _publish(office, key, row, sent, parties, on)
            leaf = entry.leaf
        settle_filing(row, Filing.State.ACCEPTED, unlocked, on, entry=entry, leaf=leaf)
        answer(row, "accepted", "", on, entry)
        audit.append(office.organisation_id, "filing.accepted", row.pk, unlocked.member.pk, on=on)
    return entry


def _publish_reply(unlocked: Unlocked, office: Office, sent: Sent, on: date) -> Leaf:
    about = -1 if sent.about is None else sent.about
    answered = Leaf.objects.filter(position=about, kind__in=ANSWERABLE).first()
    text = str(sent.values.get("text") or "")
    if answered is None or not text.strip():
        raise StateWrong
    leaf = add_reply(office, answered, text, on)
    audit.append(office.organisation_id, "register.reply", str(leaf.position), unlocked.member.pk, on=on)
    return leaf


def _take_representations(unlocked: Unlocked, office: Office, sent: Sent, on: date) -> Leaf:
    notice = Notice.objects.filter(office=office, leaf=sent.about).first()
    if notice is None:
        raise StateWrong
    return record_representations(unlocked, notice, str(sent.values.get("text") or ""), on)


TEXT_KINDS: dict[str, Text] = {"reply": _publish_reply, "representation": _take_representations}


def _publish(office: Office, key: OfficeKey, row: Filing, sent: Sent, parties: Parties, on: date) -> Entry:
    if queries.waits_for_withholding(row):
        raise WithholdingOpen
    hidden = queries.confirmed_withholdings(row)
    if row.kind == "filing" and row.entry is None:
        return _add_entry(office, key, row, sent.values, parties, hidden, on)
    entry = _held_entry(row.entry)
    add_version(office, key, entry, row.kind, sent.values, hidden, on)
    return entry


def _held_entry(entry: Entry | None) -> Entry:
    if entry is None:
        raise StateWrong
    return Entry.objects.select_for_update().select_related("leaf").get(pk=entry.pk)


def _add_entry(
    office: Office,
    key: OfficeKey,
    filing: Filing,
    values: Mapping[str, Any],
    parties: Parties,
    hidden: Collection[str],
    on: date,
) -> Entry:
    queries.hold_head(office)  # numbers are given one after the other
    form = register_form(filing.form)
    registrant = entity_of(Entity.Kind.REGISTRANT, parties.registrant, on)
    principal = entity_of(Entity.Kind.PRINCIPAL, parties.principal, on) if form.principal_name else None
    newest = Entry.objects.aggregate(Max("number"))["number__max"] or 0
    entry = Entry(
        id=uuid4(),
        number=newest + 1,
        form=filing.form,
        registrant=registrant,
        principal=principal,
        version=0,
        registered_on=on,
        changed_on=on,
    )
    add_version(office, key, entry, "filing", values, hidden, on)
    return entry
