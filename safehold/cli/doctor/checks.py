# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the doctor looks at. Each check yields findings and, when asked, mends what needs no key.

Here: what crosses between the two sides. `keeping`: what must be there on a bad day. `host`: the machine. `site`: the
public site as the world reaches it.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.conf import settings
from django.core.files.storage import storages
from django.db import DataError

from safehold.cli.doctor import host, keeping, records, site
from safehold.cli.doctor.finding import Finding
from safehold.desk.inbox import queries as inbox
from safehold.desk.members import queries as members
from safehold.desk.vault import actions as vault_actions
from safehold.desk.vault import queries as vault
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import queries as public

LATE = timedelta(days=1)
ENOUGH_WEEKS = timedelta(weeks=4)
ORPHAN_SECONDS = 48 * 3600
TAMPERED = "Our software writes no such row: somebody did by hand. Keep a copy as it is, and look who can write there."

Check = Callable[[date, bool], Iterator[Finding]]


def examine(on: date, *, mend: bool = False, address: str = "") -> list[Finding]:
    """Run every check; also through the proxy, when the public site's address is given."""
    found = [finding for check in CHECKS for finding in _run(check, on, mend)]
    return found + (list(site.check_site(address)) if address else [])


def _run(check: Check, on: date, mend: bool) -> Iterator[Finding]:
    """Run one check. A value that is none stops it, and none of the others."""
    try:
        yield from check(on, mend)
    except (ValueError, TypeError, OverflowError, DataError) as error:
        yield Finding(
            f"{check.__name__} could not finish: a row holds a value that is none ({type(error).__name__}).",
            TAMPERED,
        )


def check_collection(on: date, mend: bool) -> Iterator[Finding]:
    """What the desk said it collected, it holds; what waits, does not wait long."""
    held_texts, held_files = inbox.list_known_ids()
    texts = public.list_collected_envelope_ids() - held_texts
    files = public.list_collected_file_ids() - held_files
    if (texts or files) and mend:
        reporting.ask_again(texts, files)
    elif texts or files:
        yield Finding(
            f"{len(texts)} sealed texts and {len(files)} files are marked as collected; the desk does not hold them.",
            "safehold doctor --mend offers them again; then safehold crossing --once collects them.",
        )
    oldest = public.oldest_waiting_day()
    if oldest and on - oldest > LATE:
        yield Finding(
            f"Something has waited to be collected since {oldest}.",
            "See that `safehold crossing` runs, and read its log.",
        )


def check_withdrawals(on: date, mend: bool) -> Iterator[Finding]:  # noqa: ARG001
    """What people took back, the ledger holds."""
    lost = inbox.list_lost_withdrawals(public.list_collected_withdrawals())
    if lost and mend:
        reporting.ask_again((), (), lost)
    elif lost:
        yield Finding(
            f"{len(lost)} withdrawals are marked as applied; the desk's ledger does not hold them.",
            "safehold doctor --mend offers them again; then safehold crossing --once applies them.",
        )


def check_rows(on: date, mend: bool) -> Iterator[Finding]:  # noqa: ARG001
    if unreadable := public.count_unreadable():
        yield Finding(f"{unreadable} rows of the public database hold a value that is none.", TAMPERED)


def check_delivery(on: date, mend: bool) -> Iterator[Finding]:
    """What the desk said it delivered, the public side holds, unless its mailbox was closed."""
    delivered = vault.list_delivered_replies()
    open_mailboxes = public.list_mailbox_ids(delivered.values())
    arrived = public.list_reply_ids(delivered)
    missing = {r for r, report in delivered.items() if report in open_mailboxes and r not in arrived}
    if missing and mend:
        vault_actions.send_again(missing)
    elif missing:
        yield Finding(
            f"{len(missing)} replies are marked as delivered, but their mailboxes do not hold them.",
            "safehold doctor --mend puts them back into the outbox.",
        )
    oldest = vault.oldest_undelivered_day()
    if oldest and on - oldest > LATE:
        yield Finding(
            f"Something has waited in the outbox since {oldest}.",
            "See that `safehold crossing` runs, and read its log.",
        )


def check_stores(on: date, mend: bool) -> Iterator[Finding]:  # noqa: ARG001
    """Each row's file is there; no file is there without a row for long."""
    for alias, named in (("public", public.list_stored_names()), ("sealed", inbox.list_stored_names())):
        store = storages[alias]
        present = set(store.list_names())  # type: ignore[attr-defined]
        if missing := named - present:
            yield Finding(
                f"{len(missing)} files of the {alias} store are gone, though rows name them.",
                "Bring them back from a backup; the other store may still hold them under the same names.",
            )
        if alias == "sealed" and (extra := present - named):
            yield Finding(
                f"{len(extra)} files of the desk's store are named by no row.",
                "They are sealed copies from an interrupted collection; safehold crossing --once files them.",
            )
        if left := store.list_orphans(time.time() - ORPHAN_SECONDS):  # type: ignore[attr-defined]
            yield Finding(
                f"{len(left)} unfinished files in the {alias} store are older than two days.",
                "safehold sweep removes those of the public store; delete those of the desk's store by hand.",
            )


def check_root(on: date, mend: bool) -> Iterator[Finding]:  # noqa: ARG001
    """The public side believes lists from this coalition's root down, and from no other."""
    pinned = settings.DATA / "public" / "coalition-root.pub"
    root = vault.coalition_root_hex()
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


def check_lists(on: date, mend: bool) -> Iterator[Finding]:  # noqa: ARG001
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


def check_keys(on: date, mend: bool) -> Iterator[Finding]:  # noqa: ARG001
    """Each organisation has intake keys for weeks ahead."""
    for organisation in members.list_organisations():
        keys = vault.list_intake_keys(organisation.id)
        if keys and max(k.ends_on for k in keys) < on + ENOUGH_WEEKS:
            yield Finding(
                f"{organisation.slug} has intake keys for less than four weeks.",
                "A lead of that organisation unlocks: that tops them up to 26 weeks.",
            )


def check_organisations(on: date, mend: bool) -> Iterator[Finding]:  # noqa: ARG001
    if not members.list_organisations():
        yield Finding(
            "No organisation is entered, so nobody can report.", "safehold found enters the first one."
        )


CHECKS: list[Check] = [
    check_collection,
    check_withdrawals,
    check_rows,
    check_delivery,
    check_stores,
    check_root,
    check_lists,
    check_keys,
    check_organisations,
    records.check_records,
    *keeping.CHECKS,
    *host.CHECKS,
]
