# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sealing and opening whole files and streams.

What is sealed goes to post-quantum recipients only, to classical ones only, or to one passphrase. What is
opened is authenticated before a byte of it is given out. Armor is not recognised here: see `dearmor`.
"""

import io
import secrets
from collections.abc import Iterable, Iterator

from .errors import (
    HeaderTruncated,
    NoIdentityMatched,
    PassphraseNotAlone,
    RecipientsMissing,
    RecipientsMixed,
    RecipientsTooMany,
    WriterFinished,
)
from .header import Header, parse_header, write_header
from .hybrid import HybridIdentity
from .keypair import SEED_BYTES, Identity, Recipient
from .keytext import parse_identity, parse_recipient
from .passphrase import PassphraseIdentity, PassphraseRecipient
from .payload import NONCE_BYTES, ChunkSealer, open_chunks, payload_cipher
from .secret import SecretBytes
from .source import SealedSource, Source, Target, write_all
from .stanza import FILE_KEY_BYTES

MAX_RECIPIENTS = 32
READ_BYTES = 1024 * 1024

AnyRecipient = Recipient | PassphraseRecipient | str
AnyIdentity = Identity | PassphraseIdentity | str


def generate_identity() -> Identity:
    """Make a new post-quantum identity from 32 random bytes."""
    return HybridIdentity(secrets.token_bytes(SEED_BYTES))


def derive_identity(seed: bytes) -> Identity:
    """Make the post-quantum identity of a 32-byte seed: always the same; raise IdentityMalformed."""
    return HybridIdentity(seed)


def recipient_of(identity: Identity) -> Recipient:
    """Return the public half of an identity."""
    return identity.recipient


def seal(plain: bytes, recipients: Iterable[AnyRecipient]) -> bytes:
    """Seal bytes into a binary age file; raise the Recipients… errors and RecipientMalformed."""
    target = io.BytesIO()
    writer = SealingWriter(target, recipients)
    writer.write(plain)
    writer.finish()
    return target.getvalue()


def open_sealed(sealed: bytes, identities: Iterable[AnyIdentity]) -> bytes:
    """Open a binary age file held in memory: the whole plaintext, or an AgeError and nothing."""
    return b"".join(_open(io.BytesIO(sealed), identities))


def seal_stream(source: Source, target: Target, recipients: Iterable[AnyRecipient]) -> None:
    """Seal everything `source` gives into `target`, in constant memory. Closes neither."""
    writer = SealingWriter(target, recipients)
    while data := source.read(READ_BYTES):
        writer.write(data)
    writer.finish()


def open_stream(source: Source, target: Target, identities: Iterable[AnyIdentity]) -> None:
    """Open `source` into `target`, in constant memory. Closes neither.

    Only authenticated chunks are written. But when a file is cut or altered late, the authentic chunks
    before that point are in `target` already when the error is raised: use what was written only after
    this function returned, and discard it when it raised.
    """
    for plain in _open(source, identities):
        write_all(target, plain)
        del plain  # not in the frame, and so in no error report, when the next chunk fails


def open_pieces(source: Source, identities: Iterable[AnyIdentity]) -> Iterator[bytes]:
    """Yield what is in `source` piece by piece, in constant memory. Closes it not.

    As with `open_stream`, what was yielded before an error may be the authentic beginning of a file that was cut.
    """
    return _open(source, identities)


class SealingWriter:
    """Seals chunks as they are pushed. A file without `finish` is refused as truncated when opened."""

    def __init__(self, target: Target, recipients: Iterable[AnyRecipient]) -> None:
        """Write the header to `target` at once; raise the Recipients… errors and RecipientMalformed."""
        file_key = SecretBytes(secrets.token_bytes(FILE_KEY_BYTES))
        nonce = secrets.token_bytes(NONCE_BYTES)
        header = write_header([item.wrap(file_key) for item in _parse_recipients(recipients)], file_key)
        self._target = target
        self._chunks: ChunkSealer | None = ChunkSealer(payload_cipher(file_key, nonce))
        write_all(target, header + nonce)

    def write(self, chunk: bytes | bytearray | memoryview) -> int:
        """Seal more plaintext, of any length; give its length in bytes. Raises WriterFinished."""
        chunks = self._take_chunks()
        for sealed in chunks.update(chunk):
            write_all(self._target, sealed)
        self._chunks = chunks
        return memoryview(chunk).nbytes

    def finish(self) -> None:
        """Write the final chunk. The target is left open. Raises WriterFinished."""
        write_all(self._target, self._take_chunks().finish())

    def _take_chunks(self) -> ChunkSealer:
        """Take the sealer out: when the target raises, nothing is left to finish a file with a gap."""
        if self._chunks is None:
            raise WriterFinished
        chunks, self._chunks = self._chunks, None
        return chunks


def _parse_recipients(recipients: Iterable[AnyRecipient]) -> list[Recipient | PassphraseRecipient]:
    parsed = [parse_recipient(item) if isinstance(item, str) else item for item in recipients]
    if not parsed:
        raise RecipientsMissing
    if len(parsed) > MAX_RECIPIENTS:
        raise RecipientsTooMany
    _expect_one_strength(parsed)
    return parsed


def _expect_one_strength(recipients: list[Recipient | PassphraseRecipient]) -> None:
    """A file is as weak as its weakest recipient (section MLKEM768-X25519: SHOULD NOT be mixed)."""
    keys = [item for item in recipients if isinstance(item, Recipient)]
    if len(keys) < len(recipients) and len(recipients) > 1:
        raise PassphraseNotAlone
    if len({key.post_quantum for key in keys}) > 1:
        raise RecipientsMixed


def _open(source: Source, identities: Iterable[AnyIdentity]) -> Iterator[bytes]:
    parsed = [parse_identity(item) if isinstance(item, str) else item for item in identities]
    sealed = SealedSource(source)
    header = parse_header(sealed.read_header())
    file_key = _unwrap(header, parsed)
    header.verify(file_key)
    nonce = sealed.read_exactly(NONCE_BYTES)
    if len(nonce) < NONCE_BYTES:
        raise HeaderTruncated
    yield from open_chunks(sealed.read_exactly, payload_cipher(file_key, nonce))


def _unwrap(header: Header, identities: list[Identity | PassphraseIdentity]) -> SecretBytes:
    """Try each identity on each stanza; raise NoIdentityMatched, StanzaMalformed, WorkFactorTooHigh."""
    for identity in identities:
        for stanza in header.stanzas:
            file_key = identity.unwrap(stanza)
            if file_key is not None:
                return file_key
    raise NoIdentityMatched
