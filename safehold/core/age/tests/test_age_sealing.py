# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is sealed opens again for its recipients and for nobody else; anything altered raises."""

import io
import itertools
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core import age
from safehold.core.age.hybrid import HybridIdentity
from safehold.core.age.payload import CHUNK_BYTES
from safehold.core.age.x25519 import X25519Identity

AMINA, NOOR, STRANGER = (HybridIdentity(bytes([number]) * 32) for number in (1, 2, 3))
CLASSICAL = X25519Identity(b"\x04" * 32)
EDGES = (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5)
SEALED = age.seal(b"the words of a report", [AMINA.recipient, NOOR.recipient])
LONG_PLAIN = secrets.token_bytes(2 * CHUNK_BYTES + 100)
LONG = age.seal(LONG_PLAIN, [AMINA.recipient])

plaintexts = st.binary(max_size=300) | st.sampled_from(EDGES).map(secrets.token_bytes)
key_pairs = st.sampled_from([AMINA, NOOR, CLASSICAL])


class Dribble(io.RawIOBase):
    """A source that gives at most `most` bytes at a time, and a target that takes no more."""

    def __init__(self, data: bytes = b"", most: int = 7) -> None:
        self.data, self.most, self.taken = io.BytesIO(data), most, bytearray()

    def read(self, size: int = -1, /) -> bytes:
        return self.data.read(min(size, self.most))

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self.taken += data[: self.most]
        return min(len(data), self.most)


class FullDisk:
    """A target that raises once, after taking its data, and works again later."""

    def __init__(self) -> None:
        self.taken, self.writes = bytearray(), 0

    def write(self, data: bytes, /) -> None:
        self.taken += data
        self.writes += 1
        if self.writes == 2:
            raise OSError("No space left on device")


@given(plain=plaintexts, identity=key_pairs)
@settings(max_examples=60, deadline=None)
def test_sealed_opens_to_the_same_bytes(plain: bytes, identity: age.Identity) -> None:
    assert age.open_sealed(age.seal(plain, [identity.recipient]), [STRANGER, identity]) == plain


@given(plain=plaintexts, cuts=st.lists(st.integers(0, 4 * CHUNK_BYTES), max_size=6))
@settings(max_examples=40, deadline=None)
def test_pushed_pieces_open_to_the_whole(plain: bytes, cuts: list[int]) -> None:
    target = io.BytesIO()
    writer = age.SealingWriter(target, [str(AMINA.recipient)])
    edges = [0, *sorted(min(cut, len(plain)) for cut in cuts), len(plain)]
    for start, end in itertools.pairwise(edges):
        assert writer.write(plain[start:end]) == end - start
    writer.finish()
    assert age.open_sealed(target.getvalue(), [AMINA.secret_text()]) == plain


def test_streams_may_give_and_take_a_few_bytes_at_a_time() -> None:
    sealed, opened = Dribble(most=1000), Dribble(most=1000)
    age.seal_stream(Dribble(LONG_PLAIN, most=999), sealed, [AMINA.recipient])
    age.open_stream(Dribble(bytes(sealed.taken), most=3), opened, [AMINA])
    assert bytes(opened.taken) == LONG_PLAIN


@given(flip=st.integers(1, 255))
@settings(max_examples=4, deadline=None)
def test_any_flipped_byte_raises(flip: int) -> None:
    for position in range(len(SEALED)):
        altered = bytearray(SEALED)
        altered[position] ^= flip
        with pytest.raises(age.AgeError):
            age.open_sealed(bytes(altered), [AMINA])


def test_any_truncation_raises() -> None:
    for size_bytes in range(len(SEALED)):
        with pytest.raises(age.AgeError):
            age.open_sealed(SEALED[:size_bytes], [AMINA])


@given(tail=st.binary(min_size=1, max_size=100))
@settings(max_examples=30, deadline=None)
def test_anything_appended_raises(tail: bytes) -> None:
    with pytest.raises(age.PayloadTampered):
        age.open_sealed(SEALED + tail, [AMINA])


@given(size=st.integers(1, len(LONG) - 1))
@settings(max_examples=60, deadline=None)
def test_a_cut_stream_writes_only_authentic_chunks_and_raises(size: int) -> None:
    target = io.BytesIO()
    with pytest.raises(age.AgeError):
        age.open_stream(io.BytesIO(LONG[:size]), target, [AMINA])
    assert len(target.getvalue()) % CHUNK_BYTES == 0
    assert LONG_PLAIN.startswith(target.getvalue())


def test_a_cut_between_chunks_is_named_truncation() -> None:
    one_chunk_more = len(age.seal(b"", [AMINA.recipient])) + CHUNK_BYTES
    with pytest.raises(age.PayloadTruncated):
        age.open_sealed(LONG[:one_chunk_more], [AMINA])


def test_chunks_in_another_order_raise() -> None:
    start = len(age.seal(b"", [AMINA.recipient])) - 16
    first, second = (
        LONG[start : start + CHUNK_BYTES + 16],
        LONG[start + CHUNK_BYTES + 16 :][: CHUNK_BYTES + 16],
    )
    swapped = LONG[:start] + second + first + LONG[start + 2 * (CHUNK_BYTES + 16) :]
    assert len(swapped) == len(LONG)
    with pytest.raises(age.PayloadTampered):
        age.open_sealed(swapped, [AMINA])


def test_payload_of_another_file_raises() -> None:
    other = age.seal(b"the words of a report", [AMINA.recipient, NOOR.recipient])
    with pytest.raises(age.PayloadTampered):
        age.open_sealed(SEALED[:-53] + other[-53:], [AMINA])


def test_an_unfinished_file_is_refused() -> None:
    target = io.BytesIO()
    age.SealingWriter(target, [AMINA.recipient]).write(LONG_PLAIN)
    with pytest.raises(age.PayloadTruncated):
        age.open_sealed(target.getvalue(), [AMINA])


def test_a_finished_writer_takes_no_more() -> None:
    writer = age.SealingWriter(io.BytesIO(), [AMINA.recipient])
    writer.finish()
    with pytest.raises(age.WriterFinished):
        writer.write(b"more")
    with pytest.raises(age.WriterFinished):
        writer.finish()


def test_after_a_failed_write_no_file_with_a_gap_can_be_finished() -> None:
    target = FullDisk()
    writer = age.SealingWriter(target, [AMINA.recipient])
    with pytest.raises(OSError, match="No space"):
        writer.write(LONG_PLAIN)
    with pytest.raises(age.WriterFinished):
        writer.finish()
    with pytest.raises(age.AgeError):
        age.open_sealed(bytes(target.taken), [AMINA])


def test_stranger_opens_nothing() -> None:
    with pytest.raises(age.NoIdentityMatched):
        age.open_sealed(SEALED, [STRANGER, CLASSICAL, age.PassphraseIdentity("six words")])
    with pytest.raises(age.NoIdentityMatched):
        age.open_sealed(SEALED, [])


def test_two_files_of_the_same_words_share_nothing_but_the_grammar() -> None:
    first, second = (age.seal(b"same", [AMINA.recipient]) for _ in range(2))
    assert len(first) == len(second)
    assert first[40:] != second[40:]
    assert first[-36:-20] != second[-36:-20]


@pytest.mark.parametrize("count", [1, 20, age.MAX_RECIPIENTS])
def test_each_of_many_recipients_opens(count: int) -> None:
    identities = [age.derive_identity(bytes([number]) * 32) for number in range(count)]
    sealed = age.seal(b"all", [age.recipient_of(identity) for identity in identities])
    assert all(age.open_sealed(sealed, [identity]) == b"all" for identity in identities)
    with pytest.raises(age.NoIdentityMatched):
        age.open_sealed(sealed, [age.derive_identity(b"\xff" * 32)])


PASSPHRASE = age.PassphraseRecipient("six words of a backup", work_factor=14)


@pytest.mark.parametrize(
    ("recipients", "error"),
    [
        ([], age.RecipientsMissing),
        ([AMINA.recipient] * 33, age.RecipientsTooMany),
        ([AMINA.recipient, CLASSICAL.recipient], age.RecipientsMixed),
        ([PASSPHRASE, AMINA.recipient], age.PassphraseNotAlone),
        ([CLASSICAL.recipient, PASSPHRASE], age.PassphraseNotAlone),
        ([PASSPHRASE, PASSPHRASE], age.PassphraseNotAlone),
        (["age1nonsense"], age.RecipientMalformed),
        ([AMINA.secret_text()], age.RecipientMalformed),
    ],
)
def test_refused_recipients_leave_the_target_untouched(
    recipients: list[age.AnyRecipient], error: type[age.AgeError]
) -> None:
    target = io.BytesIO()
    with pytest.raises(error):
        age.SealingWriter(target, recipients)
    assert target.getvalue() == b""


def test_passphrase_seals_and_opens() -> None:
    sealed = age.seal(b"backup", [PASSPHRASE])
    assert age.open_sealed(sealed, [AMINA, age.PassphraseIdentity("six words of a backup")]) == b"backup"
    with pytest.raises(age.NoIdentityMatched):
        age.open_sealed(sealed, [age.PassphraseIdentity("six words of a backuq")])


def test_passphrase_costs_are_bounded() -> None:
    with pytest.raises(age.WorkFactorTooHigh):
        age.PassphraseRecipient("words", work_factor=19)
    with pytest.raises(age.WorkFactorTooLow):
        age.PassphraseRecipient("words", work_factor=13)
    with pytest.raises(age.PassphraseMissing):
        age.PassphraseIdentity("")


@pytest.mark.parametrize(
    ("sealed", "error"),
    [
        (b"", age.HeaderTruncated),
        (b"age-encryption.org/v2\n", age.VersionUnsupported),
        (age.armor(SEALED).encode(), age.VersionUnsupported),
        (b"age-encryption.org/v1\n" + b"-> grease\n\n" * 9000, age.HeaderTooLong),
        (b"age-encryption.org/v1\n--- " + b"A" * 43 + b"\n", age.HeaderMalformed),
    ],
)
def test_other_files_are_refused_by_name(sealed: bytes, error: type[age.AgeError]) -> None:
    with pytest.raises(error):
        age.open_sealed(sealed, [AMINA])


@given(data=st.binary(max_size=200).map(lambda data: b"age-encryption.org/v1\n-> X25519 " + data))
@settings(max_examples=100, deadline=None)
def test_noise_is_refused_and_never_crashes(data: bytes) -> None:
    with pytest.raises(age.AgeError):
        age.open_sealed(data, [AMINA, CLASSICAL])


@given(data=st.binary(max_size=500))
@settings(max_examples=60, deadline=None)
def test_armor_round_trips(data: bytes) -> None:
    text = age.armor(data)
    assert age.dearmor(text) == age.dearmor(text.encode()) == data
    assert age.dearmor("\n \t" + text.replace("\n", "\r\n") + "\r\n") == data


@given(position=st.integers(0, 400), flip=st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_altered_armor_never_opens(position: int, flip: int) -> None:
    altered = bytearray(age.armor(SEALED).encode())
    altered[position] ^= flip
    with pytest.raises(age.AgeError):
        age.open_sealed(age.dearmor(bytes(altered)), [AMINA])


def test_armor_outside_ascii_is_refused() -> None:
    with pytest.raises(age.ArmorMalformed):
        age.dearmor("-----BEGIN AGE ENCRYPTED FILE-----\nß\n-----END AGE ENCRYPTED FILE-----\n")
