# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to keys at rest. What comes back is still sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from safehold.desk.audit import queries as audit
from safehold.desk.vault import rules
from safehold.desk.vault.models import (
    Escrow,
    EscrowDrill,
    Handover,
    IntakeKey,
    MemberKey,
    Outgoing,
    SignedListVersion,
    SigningKey,
    SubjectKey,
    Unlocking,
    Vault,
    VaultGrant,
    Worker,
)

if TYPE_CHECKING:
    from safehold.desk.members.models import Member, Organisation


def find_member_key(member: Member) -> MemberKey | None:
    """Return the member's wrapped identity; None before enrolment."""
    return MemberKey.objects.filter(member=member).first()


def list_grants(member: Member) -> list[VaultGrant]:
    """Return the member's grants to vaults of their own organisation, newest generation first."""
    grants = VaultGrant.objects.filter(member=member, vault__organisation=member.organisation_id)
    return list(grants.select_related("vault").order_by("-vault__generation"))


def list_vaults(organisation_id: UUID) -> list[Vault]:
    """Return an organisation's vaults, newest generation first."""
    return list(Vault.objects.filter(organisation=organisation_id).order_by("-generation"))


def hold_vaults(organisation_id: UUID) -> None:
    """Lock an organisation's vaults until the caller's transaction ends. Read them after it: while this waited, a
    newer one may have been made.
    """
    list(Vault.objects.select_for_update().filter(organisation=organisation_id).order_by("generation"))


def find_escrow(organisation_id: UUID) -> Escrow | None:
    """Return the public half of an organisation's recovery kit; None before it is made."""
    return Escrow.objects.filter(organisation=organisation_id).first()


def list_founding_escrows() -> list[Escrow]:
    """Return the public halves of the founding organisations' kits."""
    return list(Escrow.objects.filter(organisation__is_founding=True).order_by("organisation__slug"))


def last_drill(organisation_id: UUID) -> EscrowDrill | None:
    """Return the last time that two sheets of the present kit were read back; None when they never were."""
    return EscrowDrill.objects.filter(organisation=organisation_id).order_by("-on_day").first()


def find_intake_key(organisation_id: UUID, key_id: str) -> IntakeKey | None:
    return IntakeKey.objects.filter(key_id=key_id, vault__organisation=organisation_id).first()


def list_intake_keys(organisation_id: UUID, ending_after: date | None = None) -> list[IntakeKey]:
    """Return an organisation's weekly keys, oldest week first."""
    keys = IntakeKey.objects.filter(vault__organisation=organisation_id).select_related("vault")
    keys = keys.order_by("starts_on")
    return list(keys.filter(ends_on__gt=ending_after) if ending_after else keys)


def find_signing_key(purpose: str, vault_ids: Sequence[UUID]) -> SigningKey | None:
    """Return the newest signing key of a purpose, not ended, that is sealed to one of these vaults."""
    keys = SigningKey.objects.filter(purpose=purpose, vault__in=vault_ids, ends_on=None)
    return keys.order_by("-starts_on", "-vault__generation").first()


def list_signing_keys(purpose: str, organisation_id: UUID) -> list[SigningKey]:
    """Return an organisation's signing keys of a purpose, newest first."""
    return list(
        SigningKey.objects.filter(purpose=purpose, vault__organisation=organisation_id).order_by("-starts_on")
    )


def list_subject_keys(subject_ids: Collection[UUID], vault_ids: Sequence[UUID]) -> list[SubjectKey]:
    """Return the sealed keys of these subjects, in all their versions, in these vaults."""
    return list(SubjectKey.objects.filter(subject_id__in=subject_ids, vault__in=vault_ids))


def list_due_subjects(organisation_id: UUID) -> set[UUID]:
    """Return the ids of the things that must get a new key, since somebody who opened them was removed."""
    return set(due_subjects(organisation_id))


def due_subjects(organisation_id: UUID) -> QuerySet[SubjectKey, UUID]:
    """The same for use inside another room's query: there may be a hundred thousand."""
    due = SubjectKey.objects.filter(vault__organisation=organisation_id, is_due=True)
    return due.values_list("subject_id", flat=True)


def list_kept_versions(subject_ids: Collection[UUID]) -> set[tuple[UUID, int]]:
    """Return which versions of these subjects' keys some vault holds."""
    rows = SubjectKey.objects.filter(subject_id__in=subject_ids)
    return set(rows.values_list("subject_id", "version"))


def list_live_workers(now: datetime) -> list[Worker]:
    """Return the rows that say they are live workers, newest beat first. Whether they are ours: `is_ours`."""
    return list(
        Worker.objects.filter(seen_at__range=(now - rules.WORKER_LIVES, now + rules.WORKER_LIVES)).order_by(
            "-seen_at"
        )
    )


def is_work_handed_over(organisation_id: UUID, workers: Collection[Worker]) -> bool:
    """Whether one of these workers has still to do something for an organisation."""
    return Handover.objects.filter(organisation=organisation_id, worker__in=workers).exists()


def coalition_root_hex() -> str | None:
    """Return the coalition root's public half, to be pinned on the public side; None before it is made."""
    root = SigningKey.objects.filter(purpose=SigningKey.Purpose.COALITION_ROOT).order_by("starts_on").first()
    return root.verify_key if root else None


def holds_coalition_root(organisation_id: UUID) -> bool:
    """Whether the coalition root is sealed to this organisation's vault."""
    root = SigningKey.Purpose.COALITION_ROOT
    return SigningKey.objects.filter(purpose=root, vault__organisation=organisation_id).exists()


def newest_list(kind: str, organisation: Organisation | None = None) -> SignedListVersion | None:
    """Return the newest list of a kind that this desk signed."""
    rows = SignedListVersion.objects.filter(kind=kind, organisation=organisation)
    return rows.order_by("-version").first()


def delivered_version(kind: str, subject_id: UUID | None) -> int:
    """Return the newest version that the public side has acknowledged; 0 before the first."""
    rows = Outgoing.objects.filter(kind=kind, subject_id=subject_id, delivered_on__isnull=False)
    newest = rows.order_by("-version").first()
    return newest.version if newest else 0


def list_undelivered(limit: int = 100) -> list[Outgoing]:
    """Return what the public side has still to receive."""
    rows = Outgoing.objects.filter(delivered_on__isnull=True, refused_on__isnull=True)
    return list(rows.order_by("created_on", "version", "id")[:limit])


def list_newest_lists() -> list[Outgoing]:
    """Return, of each signed list, the newest row of the outbox, delivered or not."""
    rows = Outgoing.objects.exclude(kind=Outgoing.Kind.REPLY).order_by("version")
    return list({(row.kind, row.subject_id): row for row in rows}.values())


def newest_version(kind: str, organisation_id: UUID | None) -> int:
    """Return the version of the newest list of a kind that this desk signed; 0 before the first."""
    rows = SignedListVersion.objects.filter(kind=kind, organisation=organisation_id).order_by("-version")
    return rows.values_list("version", flat=True).first() or 0


def was_signed_here(kind: str, organisation_id: UUID | None, version: int, signed: bytes) -> bool:
    """Whether this desk remembers having signed these very bytes."""
    rows = SignedListVersion.objects.filter(kind=kind, organisation=organisation_id, version=version)
    return rows.filter(signed=signed).exists()


def find_newest_outgoing(kind: str, organisation_id: UUID | None) -> Outgoing | None:
    """Return the newest list of a kind in the outbox, delivered or not."""
    return _outgoing_lists(kind, organisation_id).first()


def list_delivered_lists() -> dict[tuple[str, UUID | None], Outgoing]:
    """Return, by kind and organisation, the newest list that the public side has acknowledged."""
    places = SignedListVersion.objects.order_by().values_list("kind", "organisation_id").distinct()
    newest = {place: _outgoing_lists(*place).exclude(delivered_on=None).first() for place in places}
    return {place: row for place, row in newest.items() if row is not None}


def _outgoing_lists(kind: str, organisation_id: UUID | None) -> QuerySet[Outgoing]:
    sent_as = {
        SignedListVersion.Kind.COALITION.value: Outgoing.Kind.COALITION_LIST,
        SignedListVersion.Kind.KEYS.value: Outgoing.Kind.KEY_LIST,
    }.get(kind, "")
    return Outgoing.objects.filter(kind=sent_as, subject_id=organisation_id).order_by("-version")


def list_waiting_keys(organisation_id: UUID) -> list[MemberKey]:
    """Return the keys of active members who wait to be admitted to the vault."""
    keys = MemberKey.objects.filter(
        member__organisation=organisation_id,
        member__is_active=True,
        member__role__in=("lead", "caseworker"),
        member__vault_grants__isnull=True,
    )
    return list(keys.select_related("member").order_by("member__display_name"))


def list_keyholder_ids(organisation_id: UUID) -> set[UUID]:
    """Return the ids of the members to whom the newest vault is sealed."""
    newest = Vault.objects.filter(organisation=organisation_id).order_by("-generation").first()
    return set(newest.grants.values_list("member_id", flat=True)) if newest else set()


def is_admitted(member: Member) -> bool:
    """Whether a vault is sealed to this member, so that their words open what the organisation was sent."""
    return VaultGrant.objects.filter(member=member.pk).exists()


def was_given_vault(member: Member) -> bool:
    """Whether a vault's secret has ever been in this member's hands, since they were last removed."""
    if VaultGrant.objects.filter(member=member).exists():
        return True
    given = {"member.admitted", "escrow.admitted", "vault.reset", "escrow.reset"}
    return audit.last_verb(member.organisation_id, str(member.pk), {*given, "member.removed"}) in given


def count_subjects(organisation_id: UUID) -> int:
    """Return how many things have a key in the newest vault."""
    return SubjectKey.objects.filter(vault__organisation=organisation_id, vault__retired_on=None).count()


def find_unlocking(row_id: str, member: Member, session_hash: str, now: datetime) -> Unlocking | None:
    """Return what the browser's cookie leads to, if it is this member's, of this session, and not expired."""
    return Unlocking.objects.filter(
        id=row_id, member=member.pk, session_hash=session_hash, expires_at__gt=now
    ).first()


def list_delivered_replies() -> dict[UUID, UUID]:
    """Return the replies that the public side has taken: reply id -> report id."""
    rows = Outgoing.objects.filter(kind=Outgoing.Kind.REPLY, delivered_on__isnull=False)
    return {reply: report for reply, report in rows.values_list("id", "subject_id") if report is not None}


def oldest_undelivered_day() -> date | None:
    """Return the day of the oldest row that the public side has still to receive."""
    waiting = list_undelivered(limit=1)
    return waiting[0].created_on if waiting else None


def list_delivery_states(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return how far these outgoing things have come: "waiting", "delivered" or "refused" (the mailbox is closed)."""
    rows = Outgoing.objects.filter(id__in=list(ids)).values_list("id", "delivered_on", "refused_on")
    return {
        row_id: "delivered" if delivered_on else "refused" if refused_on else "waiting"
        for row_id, delivered_on, refused_on in rows
    }
