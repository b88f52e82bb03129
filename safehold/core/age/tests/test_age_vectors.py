# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The C2SP test vectors (CCTV, directory age): each file declares its own outcome.

No vector is excepted. Beyond the outcome, the plaintext given out before a failure must match the hash, and
what was opened must seal to the same bytes again.
"""

import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from safehold.core.age import (
    AgeError,
    AnyIdentity,
    ArmorMalformed,
    HeaderMalformed,
    HeaderTampered,
    NoIdentityMatched,
    PassphraseIdentity,
    PayloadTampered,
    armor,
    dearmor,
    open_sealed,
    open_stream,
    parse_identity,
)
from safehold.core.age.header import parse_header, write_header
from safehold.core.age.payload import ChunkSealer, payload_cipher
from safehold.core.age.source import SealedSource

VECTORS = Path(__file__).parents[4] / ".." / "shared" / "data" / "age_testkit"
VECTOR_COUNT = 143
OUTCOMES: dict[str, type[AgeError]] = {
    "no match": NoIdentityMatched,
    "HMAC failure": HeaderTampered,
    "header failure": HeaderMalformed,
    "payload failure": PayloadTampered,
    "armor failure": ArmorMalformed,
}


@dataclass(frozen=True)
class Vector:
    """One vector: what it declares, and the age file."""

    expect: str
    facts: dict[str, str]
    identities: list[AnyIdentity]
    sealed: bytes

    def binary(self) -> bytes:
        return dearmor(self.sealed) if "armored" in self.facts else self.sealed


def read_vector(path: Path) -> Vector:
    head, sealed = path.read_bytes().split(b"\n\n", 1)
    pairs = [line.partition(": ")[::2] for line in head.decode().splitlines()]
    facts = dict(pairs)
    identities: list[AnyIdentity] = [parse_identity(value) for key, value in pairs if key == "identity"]
    identities += [PassphraseIdentity(value) for key, value in pairs if key == "passphrase"]
    if facts.get("compressed") == "zlib":
        sealed = zlib.decompress(sealed)
    return Vector(facts["expect"], facts, identities, sealed)


def vector_paths(*expected: str) -> list[object]:
    """Parameters for the vectors with one of these outcomes, or for one test that says it skipped."""
    if not VECTORS.is_dir():
        reason = "SKIPPED: the C2SP age vectors are not at ../shared/data/age_testkit"
        return [pytest.param(Path(), marks=pytest.mark.skip(reason=reason))]
    paths = sorted(VECTORS.iterdir())
    kept = [path for path in paths if not expected or read_vector(path).expect in expected]
    return [pytest.param(path, id=path.name) for path in kept]


def open_into(vector: Vector) -> tuple[bytes, AgeError | None]:
    target = io.BytesIO()
    try:
        open_stream(io.BytesIO(vector.binary()), target, vector.identities)
    except AgeError as error:
        return target.getvalue(), error
    return target.getvalue(), None


@pytest.mark.parametrize("path", vector_paths())
def test_vector_has_its_declared_outcome(path: Path) -> None:
    vector = read_vector(path)
    plain, error = open_into(vector)
    if vector.expect == "success":
        assert error is None
        assert open_sealed(vector.binary(), vector.identities) == plain
    else:
        assert isinstance(error, OUTCOMES[vector.expect])
        with pytest.raises(OUTCOMES[vector.expect]):
            open_sealed(vector.binary(), vector.identities)
    if "payload" in vector.facts:
        assert hashlib.sha256(plain).hexdigest() == vector.facts["payload"]
    else:
        assert plain == b""


@pytest.mark.parametrize("path", vector_paths("success"))
def test_what_was_opened_seals_to_the_same_bytes(path: Path) -> None:
    vector = read_vector(path)
    file_key = bytes.fromhex(vector.facts["file key"])
    source = SealedSource(io.BytesIO(vector.binary()))
    header = source.read_header()
    assert write_header(parse_header(header).stanzas, file_key) == header
    nonce = source.read_exactly(16)
    chunks = ChunkSealer(payload_cipher(file_key, nonce))
    payload = b"".join(chunks.update(open_sealed(vector.binary(), vector.identities))) + chunks.finish()
    assert header + nonce + payload == vector.binary()


@pytest.mark.parametrize("path", vector_paths("success", "no match", "payload failure", "HMAC failure"))
def test_armor_writes_what_it_read(path: Path) -> None:
    vector = read_vector(path)
    text = armor(vector.binary())
    assert dearmor(text) == vector.binary()
    if "armored" in vector.facts:
        assert vector.sealed.decode().strip().replace("\r\n", "\n") == text.strip()


def test_no_vector_is_missing() -> None:
    if not VECTORS.is_dir():
        pytest.skip("SKIPPED: the C2SP age vectors are not at ../shared/data/age_testkit")
    assert len(list(VECTORS.iterdir())) == VECTOR_COUNT
