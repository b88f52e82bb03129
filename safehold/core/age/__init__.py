# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The age file format, version 1: sealed envelopes to post-quantum, classical and passphrase recipients.

    identity = generate_identity()
    sealed = seal(b"words", [recipient_of(identity)])
    assert open_sealed(sealed, [identity]) == b"words"

Every refusal is an `AgeError`. No file, network or database is touched; streams are handed in. What is
written, what is read and what is refused stands in SPEC.md.
"""

from .armor import armor, dearmor
from .errors import (
    AgeError,
    ArmorMalformed,
    HeaderMalformed,
    HeaderTampered,
    HeaderTooLong,
    HeaderTruncated,
    IdentityMalformed,
    NoIdentityMatched,
    PassphraseMissing,
    PassphraseNotAlone,
    PayloadTampered,
    PayloadTruncated,
    RecipientMalformed,
    RecipientsMissing,
    RecipientsMixed,
    RecipientsTooMany,
    StanzaMalformed,
    VersionUnsupported,
    WorkFactorTooHigh,
    WorkFactorTooLow,
    WriterFinished,
)
from .hybrid import HybridRecipient
from .keypair import Identity, Recipient
from .keytext import parse_identity, parse_recipient
from .passphrase import PassphraseIdentity, PassphraseRecipient
from .sealing import (
    MAX_RECIPIENTS,
    AnyIdentity,
    AnyRecipient,
    SealingWriter,
    derive_identity,
    generate_identity,
    open_pieces,
    open_sealed,
    open_stream,
    recipient_of,
    seal,
    seal_stream,
)
from .source import Source, Target

__all__ = [
    "MAX_RECIPIENTS",
    "AgeError",
    "AnyIdentity",
    "AnyRecipient",
    "ArmorMalformed",
    "HeaderMalformed",
    "HeaderTampered",
    "HeaderTooLong",
    "HeaderTruncated",
    "HybridRecipient",
    "Identity",
    "IdentityMalformed",
    "NoIdentityMatched",
    "PassphraseIdentity",
    "PassphraseMissing",
    "PassphraseNotAlone",
    "PassphraseRecipient",
    "PayloadTampered",
    "PayloadTruncated",
    "Recipient",
    "RecipientMalformed",
    "RecipientsMissing",
    "RecipientsMixed",
    "RecipientsTooMany",
    "SealingWriter",
    "Source",
    "StanzaMalformed",
    "Target",
    "VersionUnsupported",
    "WorkFactorTooHigh",
    "WorkFactorTooLow",
    "WriterFinished",
    "armor",
    "dearmor",
    "derive_identity",
    "generate_identity",
    "open_pieces",
    "open_sealed",
    "open_stream",
    "parse_identity",
    "parse_recipient",
    "recipient_of",
    "seal",
    "seal_stream",
]
