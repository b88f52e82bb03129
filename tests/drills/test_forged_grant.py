# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: somebody who writes the public database says, in a person's name, that their report may be passed on.

The desk believes only what the person's own key signed, which stands inside the sealed report.
"""

from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core.age import seal
from safehold.core.envelopes import MessageDocument, pack_bytes, sign_document
from safehold.desk.consent import queries as consent
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, collect_all, make_desk
from safehold.public.reporting import models as public

pytestmark = pytest.mark.django_db(databases=["default", "public"])

PURPOSE = "share-organisation"


def plant_grant(
    desk: Desk, report_id: UUID, signed_by: Ed25519PrivateKey, *, about: UUID | None = None
) -> None:
    """Everything is right about it (mailbox, key of the week, kind) but the signature, or the report it is about."""
    key = desk.public.intake_key(DAY)
    document = MessageDocument(
        report_id=str(about or report_id),
        kind="grant",
        words="",
        document=None,
        consents=[PURPOSE],
        consent_text_version="1",
        sent_on=DAY.isoformat(),
    )
    public.Envelope.objects.create(
        mailbox_id=report_id,
        kind="grant",
        key_id=key.key_id,
        sealed=seal(pack_bytes(sign_document(document, signed_by)), [key.recipient]),
        content_mac=uuid4().hex,
        received_on=DAY,
    )


def test_only_the_person_can_agree() -> None:
    desk = make_desk()
    amina, case = arrive(desk)
    mallory, _other_case = arrive(desk)
    report_id = amina.mailbox.id
    plant_grant(desk, report_id, Ed25519PrivateKey.generate())
    plant_grant(desk, report_id, mallory.receipt.signing_key)
    plant_grant(desk, report_id, mallory.receipt.signing_key, about=mallory.mailbox.id)
    collect_all()
    page = desk.browser(desk.noor).get(f"/cases/{case.id}/").content.decode()
    assert not consent.holds(report_id, PURPOSE)
    assert Envelope.objects.filter(report_id=report_id, kind="grant").exclude(refused_on=None).count() == 3
    assert "3 things that came for this case did not carry the right signature" in page

    amina.write("", consents=[PURPOSE], kind="grant")
    collect_all()
    desk.browser(desk.noor).get(f"/cases/{case.id}/")
    assert consent.holds(report_id, PURPOSE)
