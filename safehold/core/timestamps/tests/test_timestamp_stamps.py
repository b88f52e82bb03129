# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A stamp is believed only for its manifest, under its roots, as it was signed; `openssl ts -verify` agrees."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import rfc3161_client as tsp

from safehold.core.timestamps import (
    RootsMalformed,
    StampDenied,
    StampedItem,
    StampError,
    StampForeign,
    StampForged,
    StampMalformed,
    StampUntrusted,
    hash_manifest,
    make_request,
    read_stamp,
    verify_stamp,
    write_manifest,
)
from safehold.core.timestamps.tests.authority import LocalAuthority, needs_openssl

pytestmark = needs_openssl
MANIFEST = write_manifest(UUID(int=3), [StampedItem("a", "0" * 64, 5)])
OTHER = write_manifest(UUID(int=4), [StampedItem("a", "0" * 64, 5)])
DIGEST = hash_manifest(MANIFEST)
STATUS_PLACE = 8  # of the status in the answer's DER


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> LocalAuthority:
    return LocalAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> LocalAuthority:
    return LocalAuthority(tmp_path_factory.mktemp("stranger"), "Another Authority")


@pytest.fixture(scope="module")
def response(authority: LocalAuthority) -> bytes:
    return authority.answer(make_request(DIGEST))


def test_the_request_is_the_one_that_others_make() -> None:
    builder = tsp.TimestampRequestBuilder(nonce=False).data(MANIFEST)
    assert make_request(DIGEST) == builder.hash_algorithm(tsp.HashAlgorithm.SHA256).build().as_bytes()
    with pytest.raises(ValueError, match="SHA-256"):
        make_request("00")


def test_a_stamp_says_when_and_by_whom(authority: LocalAuthority, response: bytes) -> None:
    stamp = verify_stamp(response, DIGEST, [authority.roots])
    assert abs(stamp.stamped_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert (stamp.authority, stamp.manifest_sha256) == ("CN=Test Authority", DIGEST)
    assert read_stamp(response) == stamp
    assert authority.agrees(response, MANIFEST)


def test_several_roots_may_be_trusted(
    authority: LocalAuthority, stranger: LocalAuthority, response: bytes
) -> None:
    assert verify_stamp(response, DIGEST, [stranger.roots, authority.roots])
    assert verify_stamp(response, DIGEST, [stranger.roots + authority.roots])


def test_another_manifest_is_refused(authority: LocalAuthority, response: bytes) -> None:
    with pytest.raises(StampForeign):
        verify_stamp(response, hash_manifest(OTHER), [authority.roots])
    assert not authority.agrees(response, OTHER)


def test_an_untrusted_authority_is_refused(
    authority: LocalAuthority, stranger: LocalAuthority, response: bytes
) -> None:
    with pytest.raises(StampUntrusted):
        verify_stamp(response, DIGEST, [stranger.roots])
    assert not authority.agrees(response, MANIFEST, stranger.roots)


@pytest.mark.parametrize("digit", range(2, 14))
def test_a_stamp_that_was_dated_anew_is_refused(
    authority: LocalAuthority, response: bytes, digit: int
) -> None:
    """Each digit of the year, the month, the day, the hour, the minute and the second."""
    time = read_stamp(response).stamped_at.strftime("%Y%m%d%H%M%SZ").encode()
    place = response.index(time) + digit
    dated = bytearray(response)
    dated[place] ^= 1
    with pytest.raises((StampForged, StampMalformed)):
        verify_stamp(bytes(dated), DIGEST, [authority.roots])
    assert not authority.agrees(bytes(dated), MANIFEST)


def test_a_day_earlier_is_forged(authority: LocalAuthority, response: bytes) -> None:
    stamped_at = read_stamp(response).stamped_at
    earlier, now = ((stamped_at - timedelta(days=n)).strftime("%Y%m%d%H%M%SZ").encode() for n in (1, 0))
    with pytest.raises(StampForged):
        verify_stamp(response.replace(now, earlier), DIGEST, [authority.roots])


def test_a_changed_manifest_hash_is_forged(authority: LocalAuthority, response: bytes) -> None:
    anew = response.replace(bytes.fromhex(DIGEST), bytes.fromhex(hash_manifest(OTHER)))
    with pytest.raises(StampForged):
        verify_stamp(anew, hash_manifest(OTHER), [authority.roots])
    assert not authority.agrees(anew, OTHER)


def test_no_flipped_bit_gives_another_stamp(authority: LocalAuthority, response: bytes) -> None:
    """Each byte: refused by an error of ours, or the same stamp (a few bytes of the wrapping are not signed)."""
    kept = read_stamp(response)
    for place in range(len(response)):
        flipped = bytearray(response)
        flipped[place] ^= 1 << (place % 8)
        try:
            stamp = verify_stamp(bytes(flipped), DIGEST, [authority.roots])
        except StampError:
            continue
        assert stamp == kept


def test_nonsense_raises_errors_of_ours(authority: LocalAuthority, response: bytes) -> None:
    chance = random.Random(7)
    for _ in range(2_000):
        mutated = bytearray(response)
        for _ in range(chance.randint(1, 5)):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        cut = bytes(mutated[: chance.randrange(len(mutated))] if chance.random() < 0.3 else mutated)
        try:
            verify_stamp(cut, DIGEST, [authority.roots])
        except StampError:
            continue


@pytest.mark.parametrize("answer", [b"", b"<html>", bytes(2_000_000)])
def test_what_is_no_answer_is_refused(answer: bytes, authority: LocalAuthority) -> None:
    with pytest.raises(StampMalformed):
        verify_stamp(answer, DIGEST, [authority.roots])


def test_a_refusal_is_told(authority: LocalAuthority) -> None:
    """Another hash than SHA-256 is refused by the authority."""
    builder = tsp.TimestampRequestBuilder(nonce=False).data(MANIFEST)
    request = builder.hash_algorithm(tsp.HashAlgorithm.SHA512).build().as_bytes()
    with pytest.raises(StampDenied) as found:
        read_stamp(authority.answer(request))
    assert found.value.status == 2


@pytest.mark.parametrize("roots", [[], [b""], [b"nonsense"]])
def test_roots_must_be_certificates(roots: list[bytes], response: bytes) -> None:
    with pytest.raises(RootsMalformed):
        verify_stamp(response, DIGEST, roots)
