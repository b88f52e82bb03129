# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Items leave as a bag that a stranger can check. Custody says exactly what happened:

1. The bag is written, with the rows that would say that it leaves. It waits on the disk of the desk, sealed.
2. One transaction asks for consent and keeps those very rows. If something else happened to an item meanwhile, they
   no longer follow from it: then the bag is thrown away and written again.
3. Only then does it leave, sealed to the receiver, or plain where a member says so.

Nobody's agreement, no bag. A bag that could not be written has left no word that it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from safehold.core.custody import exported_facts
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases.queries import list_consent_subjects
from safehold.desk.consent import actions as consent
from safehold.desk.consent import queries as ledger
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.consent.rules import SHARE_AUTHORITIES
from safehold.desk.evidence import bag_index, queries
from safehold.desk.evidence.actions.bagging import PIECE_BYTES, HandedOver, Waiting, check_room, write_bag
from safehold.desk.evidence.actions.custody import Drafted, draft, keep
from safehold.desk.evidence.actions.looking import report_broken
from safehold.desk.evidence.actions.stamping import record_stamps
from safehold.desk.evidence.errors import BytesBroken, CustodyOutrun, NothingChosen
from safehold.desk.evidence.models import HandOver
from safehold.persistence import bags
from safehold.persistence.transactions import atomic_for
from safehold.web.references import reference_of

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.evidence.queries import OpenedItem
    from safehold.desk.evidence.rules import Moment, Receiver
    from safehold.desk.vault.actions import Unlocked
    from safehold.web.closing import SealTo

TRIES = 3


@dataclass(frozen=True)
class Asked:
    """How a bag is made. with_description: also what we wrote of the items."""

    to: Receiver
    language: str
    with_description: bool
    seal_to: SealTo


@dataclass(frozen=True)
class _Leaving:
    """A hand-over that is being made. id: of its row. recipient: as the consent ledger calls who gets it."""

    id: UUID
    unlocked: Unlocked
    case: Case
    chosen: list[OpenedItem]
    asked: Asked
    recipient: str
    moment: Moment

    @property
    def folder(self) -> str:
        return f"evidence-{reference_of(self.id)}"


def hand_over(
    unlocked: Unlocked, case: Case, item_ids: Collection[UUID], asked: Asked, moment: Moment
) -> HandedOver:
    """Return chosen items of a case, and of those read in it, as a bag. Custody says so before a byte leaves.

    Raises ConsentMissing, NothingChosen, BytesBroken (with an alarm), NoRoom, CustodyOutrun, PrintingFailed,
    KeyMissing, RowTampered, PermissionDenied, or an AgeError; then nothing was written.
    """
    recipients = asked.seal_to.list_recipients()
    new_id = uuid4()
    recipient = asked.to.recipient or f"authority:{new_id.hex}"
    if not ledger.allows(list_consent_subjects(case), SHARE_AUTHORITIES, recipient, moment.on):
        raise ConsentMissing(SHARE_AUTHORITIES, recipient)
    for _ in range(TRIES):
        chosen = _choose(unlocked, case, item_ids, moment)
        leaving = _Leaving(new_id, unlocked, case, chosen, asked, recipient, moment)
        drafts, bag = _draft(leaving)
        waiting = write_bag(bag, leaving.folder, recipients)
        try:
            _write_down(leaving, drafts, waiting)
        except CustodyOutrun:
            waiting.forget()
            continue
        except BaseException:
            waiting.forget()
            raise
        return waiting.give(leaving.folder)
    raise CustodyOutrun


def _choose(unlocked: Unlocked, case: Case, item_ids: Collection[UUID], moment: Moment) -> list[OpenedItem]:
    """Open the chosen items, with the stamps that were given in their custody. Raises NothingChosen, NoRoom."""
    chosen = [each for each in queries.open_items(unlocked, case) if each.row.pk in set(item_ids)]
    if not chosen:
        raise NothingChosen
    check_room(sum(each.document.size_bytes for each in chosen))
    for each in {each.row.case for each in chosen}:
        record_stamps(unlocked, each, moment)
    return chosen


def _draft(leaving: _Leaving) -> tuple[list[Drafted], bags.HandOver]:
    """Return the rows that would say that the items leave, and the bag with them, all as it is now."""
    unlocked, asked, moment = leaving.unlocked, leaving.asked, leaving.moment
    ids = [each.row.pk for each in leaving.chosen]
    closed = {True: "sealed", False: "plain"}[bool(asked.seal_to.list_recipients())]
    told = {"recipient": leaving.recipient, "closed": closed, "hand_over": str(leaving.id)}
    what = exported_facts(ids, asked.to.name, told)
    with atomic_for(HandOver):
        _, keys = _hold(leaving)
        drafts = [draft(each, "exported", what, unlocked.member, moment) for each in ids]
        items = [
            queries.outgoing_item(
                keys[each.row.case_id],
                each,
                (row.row, row.detail),
                partial(_read, unlocked, each, moment) if each.is_kept else None,
                with_description=asked.with_description,
            )
            for each, row in zip(leaving.chosen, drafts, strict=True)
        ]
        heads, stamps = queries.outgoing_heads(ids), queries.outgoing_stamps(keys, ids)
    info = {
        "Source-Organization": unlocked.member.organisation.name_in(asked.language),
        "Bagging-Date": moment.on.isoformat(),
        "External-Identifier": leaving.folder,
        "Bag-Software-Agent": "Safehold",
    }
    pages = bag_index.write_pages(items, stamps, info, asked.to.name, asked.language, moment.on)
    return drafts, bags.HandOver(items, heads, stamps, info, pages)


def _hold(leaving: _Leaving) -> tuple[Case, dict[UUID, bytes]]:
    """Lock the case and those read in it whose items leave; return it as it is now, and the keys of all."""
    case, key = cases.hold_case(leaving.unlocked, leaving.case)
    others = {each.row.case_id: each.row.case for each in leaving.chosen if each.row.case_id != case.pk}
    keys = {
        other_id: cases.hold_case(leaving.unlocked, other)[1] for other_id, other in sorted(others.items())
    }
    return case, {case.pk: key, **keys}


def _read(unlocked: Unlocked, opened: OpenedItem, moment: Moment) -> Iterator[bytes]:
    """Yield the bytes of an item; one that is not what was received stops it, with an alarm."""
    try:
        with queries.open_bytes(unlocked, opened) as source:
            while piece := source.read(PIECE_BYTES):
                yield piece
    except BytesBroken:
        report_broken(unlocked, opened.row, moment.on)
        raise


def _write_down(leaving: _Leaving, drafts: list[Drafted], waiting: Waiting) -> None:
    """Ask for consent and write what leaves, in one transaction. Raises ConsentMissing, CustodyOutrun."""
    member, on = leaving.unlocked.member, leaving.moment.on
    document = {
        "to": leaving.asked.to.name,
        "recipient": leaving.recipient,
        "items": [str(each.row.pk) for each in leaving.chosen],
    }
    with atomic_for(HandOver):
        case, keys = _hold(leaving)
        subjects = list_consent_subjects(case)
        basis = consent.require(
            case.organisation_id, subjects, SHARE_AUTHORITIES, leaving.recipient, on=on, by=member.pk
        )
        row = HandOver(id=leaving.id, case=case, author=member, made_on=on, fingerprint=waiting.fingerprint)
        row.consents = " ".join(str(each) for each in basis)
        row.seal(keys[case.pk], document)
        row.save(force_insert=True)
        for each, drafted in zip(leaving.chosen, drafts, strict=True):
            keep(keys[each.row.case_id], each.row, drafted)
        audit.append(case.organisation_id, "evidence.exported", case.pk, member.pk, on=on)
