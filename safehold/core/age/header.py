# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The textual header: its grammar and its MAC.

The grammar is one regular expression over the whole header, after the specification's ABNF; there is no
lenient path. Source: C2SP age, sections "Header", "Header MAC", "ABNF definition of file header".
"""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .errors import HeaderMalformed, HeaderTampered, PassphraseNotAlone, VersionUnsupported
from .secret import SecretBytes
from .stanza import Stanza, decode_base64, encode_base64

VERSION_LINE = b"age-encryption.org/v1\n"
END_MARK = b"---"
END_LINE_BYTES = 48  # "--- ", 43 characters of base64, LF
SCRYPT_KIND = "scrypt"

# Possessive quantifiers: the grammar never needs to step back, so a hostile header costs linear time.
_STANZA = rb"-> ([\x21-\x7e]++(?: [\x21-\x7e]++)*+)\n((?:[A-Za-z0-9+/]{64}\n)*+[A-Za-z0-9+/]{0,63}+\n)"
_ONE_STANZA = re.compile(_STANZA)
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n(?P<stanzas>(?:" + _STANZA + rb")++)---(?: (?P<mac>[A-Za-z0-9+/]{43})\n)"
)


@dataclass(frozen=True, slots=True)
class Header:
    """A parsed header: its stanzas, the bytes the MAC covers (up to and including `---`), the MAC."""

    stanzas: tuple[Stanza, ...]
    covered: bytes
    mac: bytes

    def verify(self, file_key: bytes) -> None:
        """Raise HeaderTampered unless the MAC under this file key matches (section Header MAC)."""
        if not hmac.compare_digest(_mac(self.covered, file_key), self.mac):
            raise HeaderTampered


def parse_header(data: bytes) -> Header:
    """Parse a whole header, from the version line to the LF after the MAC.

    Raises VersionUnsupported, HeaderMalformed, StanzaMalformed (base64), PassphraseNotAlone.
    """
    if not data.startswith(VERSION_LINE):
        raise VersionUnsupported
    match = _HEADER.fullmatch(data)
    if match is None:
        raise HeaderMalformed
    stanzas = tuple(_parse_stanza(*found) for found in _ONE_STANZA.findall(match["stanzas"]))
    expect_passphrase_alone(stanzas)
    covered = data[: match.start("mac") - 1]
    return Header(stanzas, covered, decode_base64(match["mac"].decode("ascii")))


def write_header(stanzas: Iterable[Stanza], file_key: bytes) -> bytes:
    """Write the header that wraps `file_key` in these stanzas, with its MAC."""
    text = "".join(stanza.serialize() for stanza in stanzas)
    covered = VERSION_LINE + text.encode("ascii") + END_MARK
    return covered + b" " + encode_base64(_mac(covered, file_key)).encode("ascii") + b"\n"


def expect_passphrase_alone(stanzas: tuple[Stanza, ...]) -> None:
    """Raise PassphraseNotAlone when a scrypt stanza has company (section scrypt recipient stanza)."""
    if len(stanzas) > 1 and any(stanza.kind == SCRYPT_KIND for stanza in stanzas):
        raise PassphraseNotAlone


def derive_key(secret: bytes, salt: bytes, info: bytes) -> SecretBytes:
    """HKDF-SHA-256 to 32 bytes (Conventions; RFC 5869). An empty salt is 32 zero bytes there."""
    return SecretBytes(HKDF(SHA256(), 32, salt or None, info).derive(secret))


def _mac(covered: bytes, file_key: bytes) -> bytes:
    return hmac.digest(derive_key(file_key, b"", b"header"), covered, "sha256")


def _parse_stanza(arguments: bytes, body: bytes) -> Stanza:
    kind, *rest = arguments.decode("ascii").split(" ")
    return Stanza(kind, tuple(rest), decode_base64(body.replace(b"\n", b"").decode("ascii")))
