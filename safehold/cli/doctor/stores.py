# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two folders of sealed files, held against the rows that name them."""

import time
from collections.abc import Iterator

from django.core.files.storage import storages

from safehold.cli.doctor.finding import Finding
from safehold.desk.evidence import queries as evidence
from safehold.desk.inbox import queries as inbox
from safehold.desk.sharing import queries as sharing
from safehold.persistence.sides import STORE_OF
from safehold.persistence.stores import SECONDS_PER_DAY
from safehold.public.reporting import queries as public
from safehold.public.reporting.rules import ORPHAN_DAYS

ORPHAN_SECONDS = ORPHAN_DAYS * SECONDS_PER_DAY


def check_stores() -> Iterator[Finding]:
    """Each row's file is there; no file is there without a row for long."""
    of_desk = inbox.list_stored_names() | sharing.list_stored_names() | evidence.list_stored_names()
    for side, named in (("public", public.list_stored_names()), ("desk", of_desk)):
        alias = STORE_OF[side]
        store = storages[alias]
        present = set(store.list_names())  # type: ignore[attr-defined]
        if missing := named - present:
            yield Finding(
                f"{len(missing)} files of the {alias} store are gone, though rows name them.",
                "Bring them back from a backup; the other store may still hold them under the same names.",
            )
        ended = inbox.list_ended_names()
        if side == "desk" and (extra := present - named - ended):
            yield Finding(
                f"{len(extra)} files of the desk's store are named by no row.",
                "They are sealed copies from an interrupted collection; safehold crossing --once files them.",
            )
        if left := store.list_orphans(time.time() - ORPHAN_SECONDS):  # type: ignore[attr-defined]
            yield Finding(
                f"{len(left)} unfinished files in the {alias} store are older than two days.",
                "safehold sweep removes those of the public store; delete those of the desk's store by hand.",
            )
