# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public register: its key files, its log, what the public side has of it, and filings that wait."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from safehold.cli.doctor import host
from safehold.cli.doctor.finding import Finding
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import KeyFileMissing, KeyFileUnsafe, LogBroken
from safehold.public.register.queries import (
    count_covered,
    count_leaves,
    count_sent_filings,
    list_sent_filings,
)

LATE = timedelta(days=1)
READ_BY_OTHERS = 0o077


def check_filings(on: date) -> Iterator[Finding]:
    """What registrants sent is collected within a day; what waits for the office is counted."""
    office, oldest = queries.find_office(), next(iter(list_sent_filings(limit=1)), None)
    if oldest and office is None:
        yield Finding(
            f"Filings for the register wait on the public site: {count_sent_filings()}. No organisation of this desk "
            "keeps the register.",
            "Let one keep it: safehold register-key new (docs/reference/commands.md).",
        )
    elif oldest and on - oldest.sent_on > LATE:
        yield Finding(
            f"Filings for the register wait to be collected: {count_sent_filings()}, the oldest since "
            f"{oldest.sent_on}.",
            "See that `safehold crossing` runs, and read its log. Before a registrar has unlocked once, all of them "
            "wait.",
        )
    if office and (waiting := queries.count_waiting(office)):
        yield Finding(
            f"Filings wait for the office of the register: {waiting}.",
            "A registrar looks at them, on the page Filings.",
            is_note=True,
        )


def check_register_keys() -> Iterator[Finding]:
    """The log's key is the desk's, the key of registrants' sessions the public site's, and nobody else reads it."""
    key, secret = Path(settings.REGISTER_LOG_KEY), settings.DATA / "public" / "secret-key"
    for path, side in ((key, "desk"), (secret, "public")):
        folder = settings.DATA / side
        if path.exists() and folder.exists() and host.look_at(path).uid != host.look_at(folder).uid:
            yield Finding(
                f"{path} belongs to somebody else than the {side} side.", f"chown --reference={folder} {path}"
            )
    if secret.exists() and host.look_at(secret).mode & READ_BY_OTHERS:
        yield Finding(
            "The key of registrants' sessions and authenticator apps can be read by others than the public site.",
            f"chmod 600 {secret}",
        )


def check_register() -> Iterator[Finding]:
    """Where an organisation of this desk keeps the register, its log can be signed, holds, and is published."""
    office = queries.find_office()
    if office is None:
        return
    yield from _check_key(office.verify_key)
    try:
        actions.verify_log(office)
    except LogBroken as broken:
        yield Finding(
            f"The register's log does not hold: {broken.kind}, at {broken.position}.",
            "Change nothing. Compare with the public site, which has the log as it was published, and a backup.",
        )
    last, leaves = queries.find_last_checkpoint(), count_leaves()
    if leaves > queries.read_head(office).size:
        yield Finding(
            "The public site has more leaves of the register than this desk: the desk was put back to an older day.",
            "Restore the newest backup. Then a registrar opens the page The log, and fetches them: nothing is added or "
            "signed before that.",
        )
    elif last and count_covered() < last.size:
        yield Finding(
            "The public site does not have the newest checkpoint of the register.",
            "See whether the crossing runs, and whether public/register-log.vkey is the key that "
            "`safehold register-key show` prints.",
        )


def _check_key(expected: str) -> Iterator[Finding]:
    try:
        actions.list_witness_keys()
    except ImproperlyConfigured as error:
        yield Finding(
            f"The witnesses of the register cannot be read. {error}", "Mend it, and restart the desk."
        )
    try:
        found = actions.show_log_key().text
    except KeyFileMissing:
        yield Finding(
            "The file with the key of the register's log is not there.", "Put it back from where it is kept."
        )
    except KeyFileUnsafe:
        yield Finding(
            "The file with the key of the register's log can be read by others, or holds no key.",
            "Give it to the desk's user alone: chmod 600.",
        )
    else:
        if found != expected:
            yield Finding(
                "The file with the key of the register's log holds another key.", "Put the right one back."
            )
