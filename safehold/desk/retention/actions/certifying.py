# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A certificate is signed when a lead takes it: what ends by itself ends without a key to sign with."""

from __future__ import annotations

from datetime import date

from safehold.core.envelopes import decode, sign_document
from safehold.desk.audit import actions as audit
from safehold.desk.audit import queries as chains
from safehold.desk.retention import rules
from safehold.desk.retention.actions.deciding import require_lead
from safehold.desk.retention.errors import CertificateChanged, NotFinished
from safehold.desk.retention.models import Tombstone
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

VERB = "destruction.certified"


def sign_certificate(unlocked: Unlocked, tombstone: Tombstone, on: date) -> bytes:
    """Return the signed certificate of something that ended.

    The record keeps the hash of each: one that was changed in the database is not signed. Raises NotFinished,
    CertificateChanged, LeadNeeded, KeyMissing.
    """
    member = require_lead(unlocked.member)
    if not tombstone.is_finished:
        raise NotFinished
    document = decode(bytes(tombstone.document), rules.Destruction)
    organisation_id = tombstone.organisation_id
    if chains.find_last_verb(organisation_id, rules.digest_of(document), [VERB]) is None:
        raise CertificateChanged
    root = unlocked.signing_key("organisation-root")
    with atomic_for(Tombstone):
        audit.append(organisation_id, "destruction.signed", tombstone.case_id, member.pk, on=on)
    return rules.pack(sign_document(document, root), root.public_key().public_bytes_raw())
