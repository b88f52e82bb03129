# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A lead's unlock signs a list again when the newest one no longer serves: the public side holds one from our root
that this desk does not remember, or ours still names keys whose time is over."""

from __future__ import annotations

from datetime import date

from safehold.core.keylists import KeyList
from safehold.desk.audit import actions as audit
from safehold.desk.members import queries as members
from safehold.desk.vault import adapters, queries, rules
from safehold.desk.vault.actions.lists import issue_coalition_list, issue_key_list
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.adapters import Place
from safehold.desk.vault.models import SignedListVersion, SigningKey
from safehold.persistence.transactions import atomic_for


def reissue_lists(unlocked: Unlocked, on: date) -> None:
    """Sign what must be signed again. Nothing for a member who is not a lead."""
    if not unlocked.member.is_lead:
        return
    _reissue_keys(unlocked, on)
    if queries.holds_coalition_root(unlocked.organisation_id):
        _reissue_coalition(unlocked, on)


def _reissue_keys(unlocked: Unlocked, on: date) -> None:
    organisation = unlocked.member.organisation
    place: Place = (SignedListVersion.Kind.KEYS, organisation.pk)
    with atomic_for(SignedListVersion):
        unlocked.hold_vault()
        if _is_overtaken(place) or _names_ended_keys(place, on):
            root = unlocked.signing_key(SigningKey.Purpose.ORGANISATION_ROOT)
            issued = issue_key_list(organisation, root, on)
            audit.append(organisation.pk, "keys.issued", issued.version, unlocked.member.pk, on=on)


def _reissue_coalition(unlocked: Unlocked, on: date) -> None:
    with atomic_for(SignedListVersion):
        root = unlocked.signing_key(SigningKey.Purpose.COALITION_ROOT)
        list(SigningKey.objects.select_for_update().filter(purpose=SigningKey.Purpose.COALITION_ROOT))
        coalition = queries.find_coalition_list()
        if coalition is None or not _is_overtaken((SignedListVersion.Kind.COALITION, None)):
            return
        listed = {entry.id for entry in coalition.organisations}
        issued = issue_coalition_list(
            [each for each in members.list_organisations() if str(each.pk) in listed], root, on
        )
        audit.append(
            unlocked.organisation_id, "coalition.reissued", issued.version, unlocked.member.pk, on=on
        )


def _is_overtaken(place: Place) -> bool:
    """Whether the public side holds a list of ours, as new as the newest or newer, that this desk did not sign."""
    newest = queries.find_newest_version(*place)
    return any(
        document.version >= newest and not queries.was_signed_here(*place, document.version, signed)
        for document, signed in adapters.list_genuine(place)
    )


def _names_ended_keys(place: Place, on: date) -> bool:
    newest = queries.find_newest_outgoing(*place)
    keys = adapters.read_genuine(place, bytes(newest.body)) if newest else None
    return isinstance(keys, KeyList) and any(
        not rules.is_listed(key.valid_from, key.valid_until, on) for key in keys.intake_keys
    )
