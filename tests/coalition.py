# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A coalition of one organisation with its keys in hand, for tests and measurements of the public side alone."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core.age import Identity, generate_identity, open_sealed, recipient_of
from safehold.core.envelopes import ReportDocument, unpack_document
from safehold.core.keylists import (
    CoalitionList,
    IntakeKey,
    KeyList,
    Organisation,
    ReplyKey,
    sign_coalition_list,
    sign_key_list,
)


@dataclass
class Coalition:
    """The private halves that a real coalition keeps in its vaults."""

    on: date
    root: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    organisation_root: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    reply_key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    intake: Identity = field(default_factory=generate_identity)
    organisation_id: UUID = field(default_factory=uuid4)

    @property
    def root_hex(self) -> str:
        return self.root.public_key().public_bytes_raw().hex()

    def coalition_list(self, version: int = 1) -> bytes:
        organisation = Organisation(
            id=str(self.organisation_id),
            slug="focal-point",
            name={"en": "Focal Point Desk", "fr": "Point de contact"},
            languages=["English", "Français"],
            root_key=self.organisation_root.public_key().public_bytes_raw().hex(),
            is_default=True,
        )
        document = CoalitionList(version=version, issued_on=self.on, organisations=[organisation])
        return sign_coalition_list(document, self.root)

    def key_list(self, version: int = 1) -> bytes:
        ends = self.on + timedelta(days=7)
        document = KeyList(
            organisation_id=str(self.organisation_id),
            version=version,
            issued_on=self.on,
            reply_keys=[ReplyKey.create(self.reply_key.public_key().public_bytes_raw(), self.on, ends)],
            intake_keys=[IntakeKey.create(str(recipient_of(self.intake)), self.on, ends)],
        )
        return sign_key_list(document, self.organisation_root)

    def deliver(self) -> None:
        """Put both lists on the public side (under its settings)."""
        from safehold.public.reporting import actions

        actions.store_list("coalition", None, 1, self.coalition_list())
        actions.store_list("keys", self.organisation_id, 1, self.key_list())

    def open_report(self, sealed: bytes) -> ReportDocument:
        return unpack_document(open_sealed(bytes(sealed), [self.intake]), ReportDocument)
