# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done to organisations and members. Passwords are derived before a transaction opens, never
inside.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import IntegrityError

from safehold.desk.audit import actions as audit
from safehold.desk.members import at_closing, queries, rules
from safehold.desk.members.at_closing import register as register_at_closing
from safehold.desk.members.errors import InvitationUnknown, LeadPresent, RoleMissing, UsernameTaken
from safehold.desk.members.models import Invitation, Member, Organisation, Role
from safehold.persistence.transactions import atomic_for
from safehold.web.signing_in.argon2id import derive_key, derive_new_key
from safehold.web.signing_in.attempts import forgive, use_attempt
from safehold.web.signing_in.sessions import SessionStore
from safehold.web.signing_in.sources import source_of

__all__ = [
    "accept_invitation",
    "add_totp",
    "choose_language",
    "derive_key",
    "derive_new_key",
    "end_sessions",
    "enlist",
    "forgive",
    "found_organisation",
    "invite_first_lead",
    "invite_further_lead",
    "invite_member",
    "purge_sessions",
    "register_at_closing",
    "set_active",
    "shut_out",
    "source_of",
    "use_attempt",
]


def found_organisation(
    slug: str,
    names: Mapping[str, str],
    languages: Sequence[str],
    is_default: bool = False,
    is_founding: bool = False,
) -> Organisation:
    """Add an organisation to the desk. Its keys are made when its first lead enrols."""
    with atomic_for(Organisation):
        return Organisation.objects.create(
            slug=slug,
            names=dict(names),
            languages=list(languages),
            is_default=is_default,
            is_founding=is_founding,
        )


def enlist(
    organisation: Organisation,
    username: str,
    display_name: str,
    role: str,
    password: str,
    on: date,
    language: str = "en",
) -> Member:
    """Add a member without an invitation: for the set-up of a coalition, from the command line. Raises
    UsernameTaken.
    """
    hashed = make_password(password)
    with atomic_for(Member):
        return _add_member(
            organisation,
            username,
            on,
            display_name=display_name,
            role=role,
            password=hashed,
            language=language,
        )


def invite_member(lead: Member, role: str, on: date) -> str:
    """Make a one-use invitation and return its token, of which only a hash is kept. Raises RoleMissing."""
    if not lead.is_lead or role not in Role.values:
        raise RoleMissing
    token = secrets.token_urlsafe(32)
    with atomic_for(Invitation):
        invitation = Invitation.objects.create(
            token_hash=rules.token_hash(token),
            organisation_id=lead.organisation_id,
            role=role,
            invited_by=lead,
            expires_on=rules.expires_on(on),
        )
        audit.append(lead.organisation_id, "member.invited", invitation.pk, lead.pk, on=on)
    return token


def invite_first_lead(organisation: Organisation, on: date) -> str:
    """Make the invitation of an organisation's first lead, from the command line; return its token.

    It gives the right to join, not to read: the keys are made when the lead enrols. Raises LeadPresent.
    """
    with atomic_for(Invitation):
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if Member.objects.filter(organisation=organisation, role=Role.LEAD).exists():
            raise LeadPresent
        invitation, token = invite_further_lead(organisation, on)
        audit.append(organisation.pk, "member.invited", invitation.pk, on=on)
    return token


def invite_further_lead(organisation: Organisation, on: date) -> tuple[Invitation, str]:
    """Make an invitation for a lead, without a lead's doing; return it with its token.

    Call it in the transaction of an act that says why, and that leaves the audit row.
    """
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        token_hash=rules.token_hash(token),
        organisation=organisation,
        role=Role.LEAD,
        expires_on=rules.expires_on(on),
    )
    return invitation, token


def accept_invitation(
    token: str, username: str, display_name: str, password: str, on: date, *, language: str = "en"
) -> Member:
    """Use an invitation, once. Raises InvitationUnknown or UsernameTaken; the latter leaves it open."""
    queries.open_invitation(token, on)
    hashed = make_password(password)
    with atomic_for(Member):
        invitation = Invitation.objects.select_for_update().get(token_hash=rules.token_hash(token))
        if not rules.is_open(invitation.expires_on, invitation.accepted_on, on):
            raise InvitationUnknown
        member = _add_member(
            invitation.organisation,
            username,
            on,
            display_name=display_name,
            role=invitation.role,
            password=hashed,
            language=language,
        )
        invitation.accepted_by, invitation.accepted_on = member, on
        invitation.save(update_fields=["accepted_by", "accepted_on"])
    return member


def _add_member(organisation: Organisation, username: str, on: date, **fields: str) -> Member:
    member = Member(
        username=rules.canonical_username(username), organisation=organisation, joined_on=on, **fields
    )
    try:
        with atomic_for(Member):
            member.save(force_insert=True)
    except IntegrityError:
        raise UsernameTaken from None
    audit.append(organisation.pk, "member.joined", member.pk, member.pk, on=on)
    return member


def add_totp(member: Member) -> str:
    """Give a member an authenticator secret without a browser; return it in base 32. For set-up and tests."""
    secret = str(generate_totp_secret())
    with atomic_for(Member):
        TOTP.activate(member, secret)
    return secret


def choose_language(member: Member, language: str, on: date) -> None:
    """Show the desk to a member in another language from now on. The same again writes nothing."""
    if language == member.language:
        return
    with atomic_for(Member):
        member.language = language
        member.save(update_fields=["language"])
        audit.append(member.organisation_id, "member.language", member.pk, member.pk, on=on)


def set_active(lead: Member, member: Member, active: bool, on: date) -> None:
    """Let a member of the lead's organisation sign in, or no longer. Their open sessions end at once.

    A lead cannot shut themself out. Raises RoleMissing.
    """
    if not lead.is_lead or lead.organisation_id != member.organisation_id or lead.pk == member.pk:
        raise RoleMissing
    with atomic_for(Member):
        if active:
            member.is_active = True
            member.save(update_fields=["is_active"])
        else:
            shut_out(member)
        verb = "member.activated" if active else "member.deactivated"
        audit.append(member.organisation_id, verb, member.pk, lead.pk, on=on)


def shut_out(member: Member) -> None:
    """End a member's account: signed out everywhere, their open invitations invite nobody any more, and what other
    rooms gave to this account alone ends.

    Call it in a transaction; the audit row is the caller's.
    """
    with atomic_for(Member):
        member.is_active = False
        member.save(update_fields=["is_active"])
        Invitation.objects.filter(invited_by=member, accepted_on=None).delete()
        end_sessions(member)
        at_closing.run_all(member)


def purge_sessions(now: datetime) -> int:
    """Delete sessions that have ended by themselves; return how many."""
    with atomic_for(Session):
        return Session.objects.filter(expire_date__lte=now).delete()[0]


def end_sessions(member: Member) -> None:
    """Sign a member out everywhere."""
    with atomic_for(Session):
        for session in list(Session.objects.all()):
            if SessionStore().decode(session.session_data).get("_auth_user_id") == str(member.pk):
                session.delete()
