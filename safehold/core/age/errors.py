# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""Named refusals of the age format: each says which fact failed, and a hint says what to do next.

No error carries a key, a passphrase or plaintext; the underlying library's error is never chained.
"""


class AgeError(Exception):
    """Base of every refusal in this package. `hint` is one sentence for the person who must act."""

    fact = "The age file was refused."
    hint = "Ask the sender for the file again."

    def __init__(self, detail: str = "") -> None:
        super().__init__(" ".join(part for part in (self.fact, detail, self.hint) if part))


class HeaderMalformed(AgeError):
    """The header does not follow the grammar of the specification (section Header)."""

    fact = "The header of the age file is malformed."
    hint = "Check that this is an unchanged binary age file; pass armored text through dearmor first."


class HeaderTruncated(HeaderMalformed):
    """The file ends before the header and the 16-byte payload nonce are complete."""

    fact = "The age file ends inside its header."
    hint = "Fetch the whole file again."


class HeaderTooLong(HeaderMalformed):
    """The header is longer than the limit of 64 KiB (our limit, not the specification's)."""

    fact = "The header of the age file is too long."
    hint = "Ask the sender to seal to fewer recipients."


class VersionUnsupported(HeaderMalformed):
    """The version line is not `age-encryption.org/v1` (section Version line)."""

    fact = "This is not an age file of version 1."
    hint = "Ask the sender for an age v1 file; pass armored text through dearmor first."


class StanzaMalformed(HeaderMalformed):
    """A stanza of a native type breaks the rules of that type (section Native recipient types)."""

    fact = "A recipient stanza is malformed."
    hint = "Ask the sender to seal the file again with a current program."


class PassphraseNotAlone(HeaderMalformed):
    """A passphrase stands beside another recipient (section scrypt recipient stanza)."""

    fact = "A passphrase must be the only recipient of a file."
    hint = "Seal one file to the passphrase and another to the keys."


class WorkFactorTooHigh(HeaderMalformed):
    """The scrypt work factor is above 18 (section scrypt recipient stanza: an upper limit)."""

    fact = "The scrypt work factor is above 18."
    hint = "Ask the sender to seal the file again with a work factor of 18 or less."


class WorkFactorTooLow(AgeError):
    """The scrypt work factor asked for when writing is below 14 (our limit)."""

    fact = "The scrypt work factor is too low to protect a passphrase."
    hint = "Use 18."


class HeaderTampered(AgeError):
    """The header MAC does not match (section Header MAC)."""

    fact = "The header of the age file was altered."
    hint = "Do not trust this file; fetch it again from its source."


class NoIdentityMatched(AgeError):
    """No stanza could be unwrapped by any identity given."""

    fact = "None of the identities given opens this file."
    hint = "Check which key or passphrase the file was sealed to."


class PayloadTampered(AgeError):
    """A chunk of the payload does not authenticate, or bytes follow the final chunk."""

    fact = "The payload of the age file was altered or cut."
    hint = "Do not trust this file; fetch it again from its source."


class PayloadTruncated(PayloadTampered):
    """The payload ends without a final chunk (section Payload)."""

    fact = "The payload of the age file ends too early."
    hint = "Fetch the whole file again; what was opened so far is not complete."


class ArmorMalformed(AgeError):
    """The text is not strict PEM with the label AGE ENCRYPTED FILE (section ASCII armor)."""

    fact = "The armored text is malformed."
    hint = "Copy it again whole, from the BEGIN line to the END line."


class RecipientMalformed(AgeError):
    """The text is not an `age1…` or `age1pq1…` recipient, or its key is not usable."""

    fact = "This is not an age recipient."
    hint = "Copy the recipient again whole, in lower case, without spaces."


class IdentityMalformed(AgeError):
    """The text is not an `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…` identity. It is not shown."""

    fact = "This is not an age identity."
    hint = "Copy the identity again whole, in upper case, without spaces."


class RecipientsMissing(AgeError):
    """A file was to be sealed to nobody."""

    fact = "No recipient was given."
    hint = "Give at least one recipient."


class RecipientsMixed(AgeError):
    """Post-quantum and classical recipients in one file (section MLKEM768-X25519)."""

    fact = "Post-quantum and classical recipients cannot share a file."
    hint = "Seal to age1pq1… recipients only."


class RecipientsTooMany(AgeError):
    """More recipients than the limit of 32 (our limit; it keeps headers under 64 KiB)."""

    fact = "Too many recipients were given."
    hint = "Seal to at most 32 recipients."


class PassphraseMissing(AgeError):
    """The passphrase is empty."""

    fact = "The passphrase is empty."
    hint = "Give a passphrase."


class WriterFinished(AgeError):
    """A sealing writer was used after `finish`, or after its target raised."""

    fact = "This file is already finished or was abandoned."
    hint = "Open a new writer for a new file."
