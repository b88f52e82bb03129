# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public register: its key file, whether its log holds, and whether the public side has what was signed."""

from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured

from safehold.cli.doctor.finding import Finding
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import KeyFileMissing, KeyFileUnsafe, LogBroken
from safehold.public.register.queries import count_covered, count_leaves


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
            "Sign nothing and accept nothing. Restore a newer backup.",
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
