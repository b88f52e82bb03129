# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The signed lists and the keys that they name: whom the public side believes, and for how long."""

import os
from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings

from safehold.cli.doctor.finding import Finding
from safehold.desk.members import queries as members
from safehold.desk.vault import actions as vault_actions
from safehold.desk.vault import queries as vault
from safehold.public.reporting import queries as public

ENOUGH_WEEKS = timedelta(weeks=4)


def check_root() -> Iterator[Finding]:
    """The public side believes lists from this coalition's root down, and from no other."""
    pinned = settings.COALITION_ROOT_FILE
    root = vault.find_coalition_root()
    trusted = os.environ.get("COALITION_ROOT") or (pinned.read_text() if pinned.exists() else "")
    if root and trusted and trusted.strip() != root:
        yield Finding(
            "The public site trusts another coalition root than the one in this desk.",
            f"If you did not change it, treat the host as seized. Else write {root} into {pinned}.",
        )
    if root and not trusted:
        yield Finding(
            "The coalition root is not pinned beside the public site, so its form is closed.",
            f"Write {root} into {pinned}. Where it is pinned by COALITION_ROOT, set that for the doctor too.",
        )


def check_lists(*, mend: bool) -> Iterator[Finding]:
    """The public side holds the newest of each signed list."""
    slugs = {organisation.id: organisation.slug for organisation in members.list_organisations()}
    held = public.find_newest_list_versions()
    behind = [
        row
        for row in vault.list_newest_lists()
        if held.get(("keys" if row.subject_id else "coalition", row.subject_id), 0) < row.version
    ]
    lost = {row.id for row in behind if row.delivered_on}
    if mend and lost:
        vault_actions.send_again(lost)
    for row in behind:
        if mend and row.id in lost:
            continue
        what = f"key list of {slugs[row.subject_id]}" if row.subject_id else "list of organisations"
        first = "safehold doctor --mend puts it back into the outbox; then " if row.id in lost else ""
        yield Finding(
            f"The public side has an older {what}, or none.", f"{first}safehold crossing --once delivers it."
        )


def check_keys(on: date) -> Iterator[Finding]:
    """Each organisation has intake keys for weeks ahead."""
    for organisation in members.list_organisations():
        keys = vault.list_intake_keys(organisation.id)
        if keys and max(k.ends_on for k in keys) < on + ENOUGH_WEEKS:
            yield Finding(
                f"{organisation.slug} has intake keys for less than four weeks.",
                "A lead of that organisation unlocks: that tops them up to 26 weeks.",
            )


def check_organisations() -> Iterator[Finding]:
    if not members.list_organisations():
        yield Finding(
            "No organisation is entered, so nobody can report.", "safehold found enters the first one."
        )
