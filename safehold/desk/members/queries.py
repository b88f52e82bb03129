# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to members, organisations and invitations."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from safehold.desk.members import rules
from safehold.desk.members.errors import InvitationUnknown, MemberUnknown, OrganisationUnknown
from safehold.desk.members.models import Invitation, Member, Organisation

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def find_signed_in(request: HttpRequest) -> Member | None:
    """Return the member who is signed in."""
    return request.user if isinstance(request.user, Member) else None


def access_member(member: Member, member_id: UUID) -> Member:
    """Return a member of the same organisation; raise MemberUnknown (a 404) for everybody else."""
    found = Member.objects.filter(pk=member_id, organisation=member.organisation_id).first()
    if found is None:
        raise MemberUnknown
    return found


def list_members(organisation: Organisation | UUID) -> list[Member]:
    """Return an organisation's members, those who left last."""
    members = Member.objects.filter(organisation=organisation).select_related("organisation")
    return list(members.order_by("-is_active", "display_name"))


def name_members(member_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what these members are called, of whatever organisation; one who is gone is left out."""
    return dict(Member.objects.filter(pk__in=list(member_ids)).values_list("pk", "display_name"))


def find_member(username: str) -> Member | None:
    """Return the member who signs in with this name."""
    name = rules.canonical_username(username)
    return Member.objects.select_related("organisation").filter(username=name).first()


def list_organisations() -> list[Organisation]:
    """Return every organisation of the desk, the founding ones first."""
    return list(Organisation.objects.order_by("-is_founding", "slug"))


def find_organisation(slug: str) -> Organisation | None:
    """Return the organisation with this short name."""
    return Organisation.objects.filter(slug=slug).first()


def access_organisation(organisation_id: UUID) -> Organisation:
    """Return an organisation; raise OrganisationUnknown (a 404)."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise OrganisationUnknown
    return found


def hold_organisation(organisation_id: UUID) -> Organisation:
    """Return an organisation, locked until the caller's transaction ends."""
    return Organisation.objects.select_for_update().get(pk=organisation_id)


def has_second_factor(member: Member) -> bool:
    """Whether the member has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=member.pk, type__in=SECOND_FACTORS).exists())


def open_invitation(token: str, on: date) -> Invitation:
    """Return the invitation that a token opens; raise InvitationUnknown."""
    invitation = (
        Invitation.objects.select_related("organisation").filter(token_hash=rules.token_hash(token)).first()
    )
    if invitation is None or not rules.is_open(invitation.expires_on, invitation.accepted_on, on):
        raise InvitationUnknown
    return invitation


def count_open_invitations(organisation_id: UUID, on: date) -> int:
    """Return how many invitations wait to be used."""
    return Invitation.objects.filter(
        organisation=organisation_id, accepted_on__isnull=True, expires_on__gte=on
    ).count()
