# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fetches what registrants sent: by the crossing, which seals it to the office's key and cannot open it again.

What the public side hands over is not believed: only fields of a known form are kept, and an entry that this register
does not have is not named.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import DataError

from safehold.catalog.errors import FormUnknown
from safehold.catalog.register_forms import register_form
from safehold.core import age
from safehold.core.envelopes import EnvelopeMalformed, canonical_json
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import adapters, queries
from safehold.desk.registrar.models import Filing, Office
from safehold.desk.registrar.queries.contents import Sent, write_sent
from safehold.desk.registrar.rules.scheme import due_on_of
from safehold.persistence.transactions import atomic_for
from safehold.public.register import actions as public
from safehold.public.register import queries as published
from safehold.web.forms import clean_words

if TYPE_CHECKING:
    from safehold.public.register.queries import SentFiling

log = logging.getLogger("safehold.registrar")
TEXT_KINDS = {"reply", "representation", "question"}
KINDS = {"filing", "amendment", "termination", *TEXT_KINDS}
LARGEST_BYTES = 256 * 1024


def collect_filings(on: date) -> int:
    """Fetch what was sent and not collected; return how many. Twice is once. Before the office has a key, it waits."""
    office = queries.find_office()
    if office is None or not office.recipient or not queries.is_vouched_for(office):
        return 0
    return sum(_collect(office, row, on) for row in published.list_sent_filings())


def _collect(office: Office, row: SentFiling, on: date) -> bool:
    """Fetch one. A row that holds a value that is none stays where it is, and holds up no other."""
    values = values_of(row)
    if values is None:
        log.error("a filing of an unknown kind or form was left where it is")
        return False
    try:
        _keep(office, row, values, on)
    except (ValueError, TypeError, DataError) as error:
        log.error("a filing was left where it is: %s", type(error).__name__)  # noqa: TRY400
        return False
    public.mark_collected(row.id, on)
    return True


def values_of(row: SentFiling) -> dict[str, Any] | None:
    """Return what can be filed of what was sent; None when it is nothing that this office knows."""
    if row.kind not in KINDS:
        return None
    if row.kind in TEXT_KINDS:
        names: tuple[str, ...] = ("text",)
    else:
        try:
            names = register_form(row.form).names
        except FormUnknown:
            return None
    values = {name: _cleaned(row.values.get(name)) for name in names}
    try:
        written = canonical_json(values)
    except EnvelopeMalformed:
        return None
    return values if len(written) <= LARGEST_BYTES else None


def _cleaned(value: Any) -> Any:
    """Return a value without characters that nobody could have typed: the database would refuse some of them."""
    if isinstance(value, str):
        return clean_words(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {str(name): _cleaned(each) for name, each in value.items()}
    return value


def _keep(office: Office, row: SentFiling, values: dict[str, Any], on: date) -> None:
    with atomic_for(Filing):
        if Filing.objects.filter(pk=row.id).exists():
            return
        office = Office.objects.select_for_update().get(pk=office.pk)
        filing = Filing(
            pk=row.id,
            office=office,
            kind=row.kind,
            form=row.form,
            entry=queries.find_entry(row.entry_id),
            account=row.account,
            follows=row.follows,
            sent_on=row.sent_on,
            collected_on=on,
            due_on=due_on_of(adapters.read_scheme(), row.kind, values, on),
            key_version=office.key_version,
        )
        filing.sealed = write_sent(filing, Sent(values, row.about), age.parse_recipient(office.recipient))
        filing.save(force_insert=True)
        audit.append(office.organisation_id, "filing.collected", filing.pk, on=on)
