# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checkpoints: a chain's head on a day, signed by the organisation's root and kept outside the desk.

The form is a C2SP signed note whose text is laid out as a C2SP tlog-checkpoint (origin, size, hash, then lines of
our own). The hash is the head of a chain, not the root of a tree: no proof of inclusion goes with it.

    safehold/audit/1/<organisation id>
    <sequence of the newest link, decimal>
    <its hash, base64>
    organisation <short name>
    day <ISO day>
    root <the organisation root's public half, hex>

    — safehold/audit/1/<organisation id> <base64 of 4 bytes key id and 64 bytes Ed25519 signature>

The signature covers the text with its last line feed (signed-note, "Signatures"); the key id is SHA-256(name, line
feed, 0x01, public key), its first four bytes. No signature of ours over something else starts with these words.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from safehold.desk.audit.errors import CheckpointForged, CheckpointMalformed
from safehold.desk.audit.rules.chain import Head

FORMAT = "safehold/audit/1"
ED25519 = b"\x01"
KEY_ID_BYTES = 4

_TEXT = re.compile(
    rf"(?P<origin>{FORMAT}/(?P<organisation_id>[0-9a-f-]{{36}}))\n(?P<sequence>0|[1-9][0-9]{{0,15}})\n"
    r"(?P<hash>[A-Za-z0-9+/]{43}=)\norganisation (?P<slug>[A-Za-z0-9_-]{1,50})\n"
    r"day (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\nroot (?P<root>[0-9a-f]{64})\n"
)
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+=*)")


@dataclass(frozen=True)
class Checkpoint:
    """What was true of an organisation's chain on a day. `root_key`: the public half that vouches for it, in hex."""

    organisation_id: UUID
    slug: str
    sequence: int
    hash: str
    on_day: date
    root_key: str

    @property
    def head(self) -> Head:
        return self.sequence, self.hash

    @property
    def origin(self) -> str:
        return f"{FORMAT}/{self.organisation_id}"

    @property
    def text(self) -> str:
        head = b64encode(bytes.fromhex(self.hash)).decode()
        lines = (f"organisation {self.slug}", f"day {self.on_day.isoformat()}", f"root {self.root_key}")
        return "\n".join((self.origin, str(self.sequence), head, *lines)) + "\n"

    @property
    def key_id(self) -> bytes:
        named = self.origin.encode() + b"\n" + ED25519 + bytes.fromhex(self.root_key)
        return sha256(named).digest()[:KEY_ID_BYTES]


def sign_checkpoint(checkpoint: Checkpoint, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the file to keep. sign: makes a 64-byte Ed25519 signature with the private half of `root_key`."""
    signature = b64encode(checkpoint.key_id + sign(checkpoint.text.encode())).decode()
    return f"{checkpoint.text}\n— {checkpoint.origin} {signature}\n".encode()


def is_checkpoint(note: bytes) -> bool:
    """Whether a file claims to be a checkpoint."""
    return note.startswith(f"{FORMAT}/".encode())


def read_checkpoint(note: bytes, root_key: str | None = None) -> Checkpoint:
    """Read a checkpoint that its root signed; raise CheckpointMalformed or CheckpointForged.

    root_key: the public half it must be signed by, in hex. Without it the signature is held against the key that the
    file itself names: a person compares that one.
    """
    checkpoint, signatures = _parse(note)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(root_key or checkpoint.root_key))
    if root_key not in (None, checkpoint.root_key):
        raise CheckpointForged
    for signature in signatures:
        try:
            key.verify(signature, checkpoint.text.encode())
        except InvalidSignature:
            continue
        return checkpoint
    raise CheckpointForged


def _parse(note: bytes) -> tuple[Checkpoint, list[bytes]]:
    """Return what a note says, and the signatures in it that claim to be by its root's key."""
    try:
        text, _, rest = note.decode().replace("\r\n", "\n").partition("\n\n")
        found = _TEXT.fullmatch(f"{text}\n")
        if found is None:
            raise CheckpointMalformed
        checkpoint = Checkpoint(
            organisation_id=UUID(found["organisation_id"]),
            slug=found["slug"],
            sequence=int(found["sequence"]),
            hash=b64decode(found["hash"], validate=True).hex(),
            on_day=date.fromisoformat(found["day"]),
            root_key=found["root"],
        )
        signatures = [_signature(line) for line in rest.removesuffix("\n").split("\n")]
    except ValueError:
        raise CheckpointMalformed from None
    if checkpoint.text != f"{text}\n" or not rest.endswith("\n"):
        raise CheckpointMalformed
    by_root = (checkpoint.origin, checkpoint.key_id)
    return checkpoint, [signature for name, key_id, signature in signatures if (name, key_id) == by_root]


def _signature(line: str) -> tuple[str, bytes, bytes]:
    """Return the name, key id and signature of a signature line; raise ValueError."""
    found = _SIGNATURE.fullmatch(line)
    blob = b64decode(found["signature"], validate=True) if found else b""
    if found is None or b64encode(blob).decode() != found["signature"]:
        raise ValueError
    return found["name"], blob[:KEY_ID_BYTES], blob[KEY_ID_BYTES:]
