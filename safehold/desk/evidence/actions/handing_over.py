# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Items leave as a bag that a stranger can check: consent is asked and custody written first, then the bag.

Nobody's agreement, no bag. The file is sealed to the receiver, or plain where a member says so; what waits on the disk
of the desk meanwhile is sealed either way.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from safehold.core import age
from safehold.core.custody import DayHead, exported_facts
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases.queries import list_consent_subjects
from safehold.desk.consent import actions as consent
from safehold.desk.consent.rules import SHARE_AUTHORITIES
from safehold.desk.evidence import bag_index, queries
from safehold.desk.evidence.actions.custody import append
from safehold.desk.evidence.actions.looking import report_broken
from safehold.desk.evidence.actions.stamping import record_stamps
from safehold.desk.evidence.errors import BytesBroken, NoRoom, NothingChosen
from safehold.desk.evidence.models import HandOver
from safehold.persistence import bags
from safehold.persistence.transactions import atomic_for
from safehold.web.references import reference_of

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.evidence.queries import OpenedItem
    from safehold.desk.evidence.rules import Moment
    from safehold.desk.vault.actions import Unlocked
    from safehold.web.closing import SealTo

ROOM_LEFT_BYTES = 64 * 1024 * 1024
PIECE_BYTES = 1 << 20


@dataclass(frozen=True)
class Receiver:
    """Who gets a bag. recipient: as the consent ledger calls them; "" for somebody it has no name for."""

    recipient: str
    name: str = field(repr=False)


@dataclass(frozen=True)
class Asked:
    """How a bag is made. with_description: also what we wrote of the items."""

    to: Receiver
    language: str
    with_description: bool
    seal_to: SealTo


class HandedOver(NamedTuple):
    """A file to hand to the browser, in pieces. The name says nothing about whom it is about."""

    name: str
    pieces: Iterable[bytes]
    media_type: str
    fingerprint: str


def hand_over(
    unlocked: Unlocked, case: Case, item_ids: Collection[UUID], asked: Asked, moment: Moment
) -> HandedOver:
    """Return chosen items of a case, and of those read in it, as a bag. Custody says so before a byte leaves.

    Raises ConsentMissing, NothingChosen, BytesBroken (with an alarm), NoRoom, KeyMissing, RowTampered,
    PermissionDenied, or an AgeError; then nothing was written. Raises PrintingFailed after custody was.
    """
    recipients = asked.seal_to.list_recipients()
    chosen = [each for each in queries.open_items(unlocked, case) if each.row.pk in set(item_ids)]
    if not chosen:
        raise NothingChosen
    _check_room(sum(each.document.size_bytes for each in chosen))
    _check_bytes(unlocked, chosen, moment)
    for each in {each.row.case for each in chosen}:
        record_stamps(unlocked, each, moment)
    row, items, heads, stamps = _write_down(unlocked, case, chosen, asked, moment)
    folder = f"evidence-{reference_of(row.pk)}"
    info = {
        "Source-Organization": unlocked.member.organisation.name_in(asked.language),
        "Bagging-Date": moment.on.isoformat(),
        "External-Identifier": folder,
        "Bag-Software-Agent": "Safehold",
    }
    pages = bag_index.write_pages(items, stamps, info, asked.to.name, asked.language, moment.on)
    bag = bags.HandOver(items, heads, stamps, info, pages)
    held, identity, fingerprint = _write_bag(bag, folder, recipients)
    with atomic_for(HandOver):
        HandOver.objects.filter(pk=row.pk).update(fingerprint=fingerprint)
    if identity is None:
        return HandedOver(f"{folder}.zip.age", _pieces(held), "application/octet-stream", fingerprint)
    return HandedOver(f"{folder}.zip", _opened(held, identity), "application/zip", fingerprint)


def _check_room(size_bytes: int) -> None:
    if shutil.disk_usage(tempfile.gettempdir()).free < size_bytes + ROOM_LEFT_BYTES:
        raise NoRoom


def _check_bytes(unlocked: Unlocked, chosen: Iterable[OpenedItem], moment: Moment) -> None:
    """Read every file once before anything is written down: a broken one stops it, with an alarm."""
    for opened in chosen:
        if not opened.is_kept:
            continue
        try:
            with queries.open_bytes(unlocked, opened) as source:
                while source.read(PIECE_BYTES):
                    pass
        except BytesBroken:
            report_broken(unlocked, opened.row, moment)
            raise


def _write_down(
    unlocked: Unlocked, case: Case, chosen: list[OpenedItem], asked: Asked, moment: Moment
) -> tuple[HandOver, list[bags.OutgoingItem], list[DayHead], list[bags.OutgoingStamp]]:
    """Ask for consent and write what leaves, in one transaction; return what goes into the bag, as it is then."""
    ids = [each.row.pk for each in chosen]
    row = HandOver(id=uuid4(), author=unlocked.member, made_on=moment.on)
    recipient = asked.to.recipient or f"authority:{row.pk.hex}"
    closed = {True: "sealed", False: "plain"}[bool(asked.seal_to.list_recipients())]
    what = exported_facts(
        ids, asked.to.name, {"recipient": recipient, "closed": closed, "hand_over": str(row.pk)}
    )
    with atomic_for(HandOver):
        case_now, key = cases.hold_case(unlocked, case)
        subjects = list_consent_subjects(case_now)
        member = unlocked.member
        basis = consent.require(
            case_now.organisation_id, subjects, SHARE_AUTHORITIES, recipient, on=moment.on, by=member.pk
        )
        others = {each.row.case for each in chosen if each.row.case_id != case_now.pk}
        keys = {case_now.pk: key, **{each.pk: cases.hold_case(unlocked, each)[1] for each in others}}
        row.case, row.consents = case_now, " ".join(str(each) for each in basis)
        row.seal(key, {"to": asked.to.name, "recipient": recipient, "items": [str(each) for each in ids]})
        row.save(force_insert=True)
        for each in chosen:
            append(keys[each.row.case_id], each.row, "exported", what, member, moment)
        audit.append(case_now.organisation_id, "evidence.exported", case_now.id, member.pk, on=moment.on)
        items = [
            queries.outgoing_item(
                unlocked, keys[each.row.case_id], each, with_description=asked.with_description
            )
            for each in chosen
        ]
        return row, items, queries.outgoing_heads(ids), queries.outgoing_stamps(keys, ids)


def _write_bag(
    bag: bags.HandOver, folder: str, recipients: list[age.AnyRecipient]
) -> tuple[IO[bytes], age.Identity | None, str]:
    """Write a bag to a file of sealed bytes; return it, what opens it when it leaves in the plain, its fingerprint."""
    identity = None if recipients else age.generate_identity()
    held: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - handed on; holds sealed bytes only
    try:
        writer = age.SealingWriter(held, [age.recipient_of(identity)] if identity else recipients)
        fingerprint = bags.write_bag(writer, bag, folder)
        writer.finish()
    except BaseException:
        held.close()
        raise
    held.seek(0)
    return held, identity, fingerprint


def _pieces(held: IO[bytes]) -> Iterator[bytes]:
    with held:
        while piece := held.read(PIECE_BYTES):
            yield piece


def _opened(held: IO[bytes], identity: age.Identity) -> Iterator[bytes]:
    with held:
        yield from age.open_pieces(held, [identity])
