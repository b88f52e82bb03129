# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold recover`: two sheets of an organisation's recovery kit do what a lead would do, when none can.

The words are typed where the server stands, and are never arguments: those stand in process lists and
histories.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from safehold.cli.sites import set_up
from safehold.cli.typed_sheets import TRIES, SheetsNotRead, read_line, read_two_sheets
from safehold.core.sheets import SheetsWrong

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Recovery

ACTS = {
    "check": "see that the sheets open the vault, and record it",
    "reset": "give a member new unlock words, and then let them in again",
    "admit": "let a member in who has unlock words",
    "invite-lead": "print a link for a new lead, though there is one",
}
NEEDS_MEMBER = {"reset", "admit"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", help="the organisation's short name")
    parser.add_argument("act", choices=ACTS, help="; ".join(f"{act}: {does}" for act, does in ACTS.items()))
    parser.add_argument("username", nargs="?", default="", help="the member, for reset and admit")
    parser.add_argument(
        "--desk", default="http://localhost:8001", metavar="ADDRESS", help="the desk's address, for the link"
    )


class Stop(Exception):
    """Nothing more can be done; the message says why, and nothing of the sheets."""


def run(options: argparse.Namespace) -> int:
    set_up("desk")
    from django.db import DatabaseError

    try:
        _recover(options)
    except Stop as stop:
        print(stop)
        return 1
    except DatabaseError as error:
        print(
            f"The desk's database cannot be used ({type(error).__name__}). Run this as the desk's user with the "
            "desk's settings (docs/how-to/operate.md, step 3). What was said to be done above is done, nothing else."
        )
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nStopped. What was said to be done above is done, and nothing else.")
        return 1
    return 0


def _recover(options: argparse.Namespace) -> None:
    from safehold.desk.members import queries as members
    from safehold.desk.vault import queries as vault

    organisation = members.find_organisation(options.slug)
    if organisation is None:
        known = ", ".join(each.slug for each in members.list_organisations()) or "none"
        raise Stop(f"There is no organisation {options.slug}. There are: {known}.")
    if options.act in NEEDS_MEMBER:
        if not options.username:
            raise Stop(f"Say who: safehold recover {options.slug} {options.act} NAME, as they sign in.")
        member = members.find_member(options.username)
        if member is None or member.organisation_id != organisation.pk:
            raise Stop(f"{organisation} has no member who signs in as {options.username}.")
    else:
        member = None
    if not any(generation.escrow_sealed for generation in vault.list_vaults(organisation.pk)):
        raise Stop(f"{organisation} has no recovery kit: no sheets can open it. Nothing was changed.")
    recovery = _open(organisation)
    if not recovery.opens_newest:
        print("Careful: these sheets open an older part of the vault only. Newer cases stay closed.")
    if recovery.finds_foreign:
        print(
            "Careful: the database holds a vault that this desk did not make. Somebody put it there, or the file "
            "desk/secret-key is not the one of before. Put that file back from a backup, or treat the desk as seized."
        )
    DONE[options.act](recovery, member, options)


def _open(organisation: Any) -> Recovery:
    """Ask for two sheets until they open the vault."""
    from safehold.desk.vault import actions, queries

    print(f"{organisation}: the kit {queries.find_kit_name(organisation.pk)}.")
    for _ in range(TRIES):
        try:
            return actions.Recovery(organisation, read_two_sheets())
        except SheetsWrong as wrong:
            print(wrong)
        except SheetsNotRead:
            break
    raise Stop("That did not work. Nothing was changed.")


def _check(recovery: Recovery, _member: Any, _options: argparse.Namespace) -> None:
    from safehold.desk.vault.errors import KitChanged
    from safehold.web.clock import today

    try:
        recovery.check(today())
    except KitChanged:
        raise Stop(
            "A lead should make a new kit, and read two of its sheets back. Nothing was recorded."
        ) from None
    print("Both sheets were right: they open everything, the vault in use among it. This is recorded.")


def _reset(recovery: Recovery, member: Any, options: argparse.Namespace) -> None:
    from safehold.desk.vault.errors import NotEnrolled
    from safehold.web.clock import today

    try:
        recovery.reset(member, today())
    except NotEnrolled:
        raise Stop(
            f"{member.display_name} has no unlock words yet: they get them at the next sign-in."
        ) from None
    print(f"The old words of {member.display_name} open nothing any more.")
    print("Now they sign in at the desk and write down six new words. Wait here until they have them.")
    _admit(recovery, member, options)


def _admit(recovery: Recovery, member: Any, _options: argparse.Namespace) -> None:
    from safehold.desk.vault.errors import KitChanged, NotEnrolled, NotForAuditors
    from safehold.web.clock import today

    while not (key_name := recovery.key_name(member)):
        print(f"{member.display_name} has no unlock words yet. Press Enter when they have them.")
        read_line()
    print(f"Call them. Their page shows the name of their key:\n\n    {key_name}\n")
    print("The same six words? Type yes.")
    if read_line().strip().lower() not in {"yes", "y", "oui"}:
        raise Stop("Then somebody put another key there. Nobody was let in. Treat the desk as seized.")
    try:
        recovery.admit(member, today())
    except (NotEnrolled, NotForAuditors):
        raise Stop(
            f"{member.display_name} opens no cases, or their account is closed. Nobody was let in."
        ) from None
    except KitChanged:
        raise Stop("The vault was changed meanwhile. Nobody was let in. Begin again.") from None
    print(f"{member.display_name} opens everything of {recovery.organisation} again, from the next unlock.")


def _invite_lead(recovery: Recovery, _member: Any, options: argparse.Namespace) -> None:
    from safehold.web.clock import today

    token = recovery.invite_lead(today())
    print(f"A new lead joins here, once, within seven days:\n{options.desk}/join/{token}")
    print(f"When they have their six unlock words: safehold recover {options.slug} admit USERNAME")


DONE = {"check": _check, "reset": _reset, "admit": _admit, "invite-lead": _invite_lead}
