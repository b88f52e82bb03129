# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office is set up, and its key is made, and made anew after somebody who could use it was removed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from safehold.core import age, tlog
from safehold.core.rows import open_row, seal_row
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import adapters, queries
from safehold.desk.registrar.errors import OfficePresent
from safehold.desk.registrar.models import (
    Agreement,
    ExpectedUpdate,
    Filing,
    LogHead,
    Notice,
    Office,
    Opinion,
    Proposal,
    SealedOpenings,
)
from safehold.desk.registrar.queries.contents import (
    SEALED_AGREEMENT,
    SEALED_NOTICE,
    SEALED_OPENINGS,
    SEALED_OPINION,
    SEALED_PROPOSAL,
    SEALED_UPDATE,
)
from safehold.desk.registrar.queries.keys import OfficeKey, is_due, open_key
from safehold.desk.vault import actions as vault
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation
    from safehold.desk.vault.actions import Unlocked

SEALED: dict[type[Any], str] = {
    SealedOpenings: SEALED_OPENINGS,
    Proposal: SEALED_PROPOSAL,
    Notice: SEALED_NOTICE,
    Agreement: SEALED_AGREEMENT,
    Opinion: SEALED_OPINION,
    ExpectedUpdate: SEALED_UPDATE,
}
"""What lies sealed under the office's key. Filings do too, but to its public half."""


def open_office(organisation: Organisation, verifier: tlog.VerifierKey, on: date) -> Office:
    """Let an organisation of this desk keep the register, with an empty log of this key. Raises OfficePresent."""
    office = Office(organisation=organisation, origin=verifier.name, verify_key=verifier.text, opened_on=on)
    office.vouched = queries.mac_office(office)
    try:
        with atomic_for(Office):
            office.save(force_insert=True)
            LogHead.objects.create(office=office)
            audit.append(organisation.pk, "register.opened", office.pk, on=on)
    except IntegrityError:
        raise OfficePresent from None
    return office


def make_log_key(origin: str) -> tlog.VerifierKey:
    """Make the key that signs the log, in its file; return its public half. Raises KeyMalformed or FileExistsError."""
    return adapters.make_key_file(origin)


def show_log_key() -> tlog.VerifierKey:
    """Return the public half of the key in the file. Raises KeyFileMissing or KeyFileUnsafe."""
    return adapters.read_key().verifier


def list_witness_keys() -> list[tlog.VerifierKey]:
    """Return the keys of the witnesses of the settings. Raises ImproperlyConfigured."""
    return [each.key for each in adapters.list_witnesses()]


def tell_public_side(key: tlog.VerifierKey) -> bool:
    """Write the public halves of the log's and the witnesses' keys beside the public site; False where it cannot be."""
    return adapters.write_public_keys(key, list_witness_keys())


def prepare_office(unlocked: Unlocked, on: date) -> None:
    """Make the office's key when there is none, or another one when it is due: at each unlock of a registrar."""
    office = queries.find_office()
    if office is None or not unlocked.member.keeps_register:
        return
    if office.organisation_id != unlocked.organisation_id or not queries.is_vouched_for(office):
        return
    if office.key_version and not is_due(unlocked, office):
        return
    with atomic_for(Office):
        unlocked.hold_vault()
        office = Office.objects.select_for_update().get(pk=office.pk)
        if not office.key_version:
            _keep(office, OfficeKey(1, unlocked.new_case_key(office.pk)))
        elif is_due(unlocked, office):
            _renew(unlocked, office)
        else:
            return
        audit.append(office.organisation_id, "register.key", office.pk, unlocked.member.pk, on=on)
    erase_from_log(Office)


def _keep(office: Office, key: OfficeKey) -> None:
    office.key_version, office.recipient = key.version, str(key.identity.recipient)
    office.vouched = queries.mac_office(office)
    office.save(update_fields=["key_version", "recipient", "vouched"])


def _renew(unlocked: Unlocked, office: Office) -> None:
    """Seal everything of the office under its next key, and let go of the old one."""
    old = open_key(unlocked, office)
    version, secret = unlocked.next_case_keys({office.pk: old.version})[office.pk]
    new = OfficeKey(version, secret)
    for filing in Filing.objects.select_for_update().filter(key_version=old.version):
        content = age.open_sealed(bytes(filing.sealed), [old.identity])
        filing.key_version, filing.sealed = version, age.seal(content, [new.identity.recipient])
        filing.save(update_fields=["key_version", "sealed"])
    for model, name in SEALED.items():
        for row in model.objects.select_for_update().filter(key_version=old.version):
            _seal_again(old, new, row, name)
    _keep(office, new)
    vault.replace_case_keys({office.pk: version})


def _seal_again(old: OfficeKey, new: OfficeKey, row: Any, name: str) -> None:
    document = open_row(old.secret, name, row.pk, bytes(row.sealed))
    row.key_version, row.sealed = new.version, seal_row(new.secret, name, row.pk, document)
    row.save(update_fields=["key_version", "sealed"])
