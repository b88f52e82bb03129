# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the doctor looks at, in order. Each check yields findings and, when asked, mends what needs no key.

`crossing`: what one side handed to the other. `stores`: sealed files. `lists`: whom the public side believes.
`records`: the record of what was done. `keeping`: what must be there on a bad day. `host`: the machine. `looking`: the
walls around hostile files. `stamps`: trusted time. `register`: the public register. `confirmed`: what the registrar
has confirmed of its law. `site`: the public site as the world reaches it.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.db import DataError

from safehold.cli.doctor import (
    confirmed,
    crossing,
    host,
    keeping,
    lists,
    looking,
    records,
    register,
    site,
    stamps,
    stores,
    watchlists,
)
from safehold.cli.doctor.finding import TAMPERED, Finding

Check = partial[Iterator[Finding]]


def examine(on: date, *, mend: bool = False, address: str = "") -> list[Finding]:
    """Run every check; also through the proxy, when the public site's address is given."""
    found = [finding for check in _list_checks(on, mend) for finding in _run(check)]
    return found + (list(site.check_site(address)) if address else [])


def _run(check: Check) -> Iterator[Finding]:
    """Run one check. A value that is none stops it, and none of the others."""
    try:
        yield from check()
    except (ValueError, TypeError, OverflowError, DataError) as error:
        name = check.func.__name__
        yield Finding(
            f"{name} could not finish: a row holds a value that is none ({type(error).__name__}).", TAMPERED
        )


def _list_checks(on: date, mend: bool) -> list[Check]:
    return [
        partial(crossing.check_collection, on, mend=mend),
        partial(crossing.check_withdrawals, mend=mend),
        partial(crossing.check_rows),
        partial(crossing.check_delivery, on, mend=mend),
        partial(stores.check_stores),
        partial(lists.check_root),
        partial(lists.check_lists, mend=mend),
        partial(lists.check_keys, on),
        partial(lists.check_organisations),
        partial(records.check_records),
        partial(keeping.check_backups, on),
        partial(watchlists.check_watchlists),
        partial(keeping.check_drills),
        partial(keeping.check_worker),
        partial(host.check_folders),
        partial(host.check_session_key),
        partial(host.check_users),
        partial(host.check_clock, on),
        partial(host.check_swap),
        partial(host.check_versions),
        partial(host.check_https),
        partial(looking.check_looking),
        partial(stamps.check_stamps, on),
        partial(register.check_register),
        partial(register.check_register_keys),
        partial(register.check_filings, on),
        partial(confirmed.check_confirmed_rules),
    ]
