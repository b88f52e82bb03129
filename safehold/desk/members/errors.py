# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with a member, an invitation or an organisation."""

from django.http import Http404


class MemberError(Exception):
    """Something a person can be told in a sentence."""


class MemberUnknown(Http404):
    """There is no such member in the asker's organisation; another's member is the same answer."""


class OrganisationUnknown(Http404):
    """There is no such organisation."""


class InvitationUnknown(MemberError):
    """No invitation with this token is open: never made, used, or expired. The three are not told apart."""


class LeadPresent(MemberError):
    """The organisation has had a lead: from then on a lead invites, not the command line."""


class UsernameTaken(MemberError):
    """Somebody signs in with this name already."""


class RoleMissing(MemberError):
    """The member's role does not allow this."""
