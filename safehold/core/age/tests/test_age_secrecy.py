# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""No secret shows in a repr, an error, or a traceback, not even one that prints local variables."""

import io
import traceback
from collections.abc import Callable

import pytest

from safehold.core import age
from safehold.core.age.hybrid import HybridIdentity
from safehold.core.age.keypair import Identity
from safehold.core.age.payload import CHUNK_BYTES
from safehold.core.age.secret import SecretBytes
from safehold.core.age.x25519 import X25519Identity

SEED = b"\xa5Zseed seed seed seed seed see\xa5Z"
PASSPHRASE = "orbit velvet canyon nine lantern moss"
WORDS = b"they came to my mother's house"
IDENTITIES = [HybridIdentity(SEED), X25519Identity(SEED)]


def secrets_of(identity: Identity) -> list[str]:
    seed = identity.secret_seed()
    return [
        identity.secret_text(),
        identity.secret_text().lower(),
        bytes(seed).hex(),
        repr(bytes(seed))[2:-1],
    ]


def report_of(failing: Callable[[], object]) -> str:
    """The error, its chain and every frame below this one with its local variables, as text."""
    try:
        failing()
    except age.AgeError as error:
        told = traceback.TracebackException.from_exception(error, capture_locals=True)
        # The first two frames are this test's own; what they hold is not the package's doing.
        told.stack[:2] = []
        return "".join(told.format()) + repr(error) + str(error)
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize("identity", IDENTITIES)
def test_identity_shows_its_recipient_only(identity: Identity) -> None:
    shown = f"{identity!r} {identity} {vars(identity)} {[identity]} {identity.recipient!r}"
    assert str(identity.recipient)[:20] in shown
    for secret in secrets_of(identity):
        assert secret not in shown


def test_seed_shows_its_length_only() -> None:
    seed = IDENTITIES[0].secret_seed()
    assert seed == SEED
    assert repr(seed) == str(seed) == "<secret, 32 bytes>"


def test_passphrase_is_not_shown() -> None:
    for holder in (age.PassphraseIdentity(PASSPHRASE), age.PassphraseRecipient(PASSPHRASE)):
        assert PASSPHRASE not in f"{holder!r} {holder} {vars(holder)}"


def damaged(sealed: bytes, position: int) -> bytes:
    altered = bytearray(sealed)
    altered[position] ^= 1
    return bytes(altered)


@pytest.mark.parametrize("identity", IDENTITIES)
@pytest.mark.parametrize("position", [30, -60, -1], ids=["stanza", "nonce", "payload"])
def test_reports_of_opening_hold_no_key_and_no_words(identity: Identity, position: int) -> None:
    sealed = damaged(age.seal(WORDS, [identity.recipient]), position)
    report = report_of(lambda: age.open_sealed(sealed, [identity]))
    assert "identities = [" in report  # the local variables are there
    for secret in [*secrets_of(identity), WORDS.decode()]:
        assert secret not in report


def test_report_of_a_late_failure_holds_no_earlier_words() -> None:
    identity = IDENTITIES[0]
    plain = WORDS * (3 * CHUNK_BYTES // len(WORDS))
    sealed = damaged(age.seal(plain, [identity.recipient]), -1)
    for opening in (
        lambda: age.open_stream(io.BytesIO(sealed), io.BytesIO(), [identity]),
        lambda: age.open_sealed(sealed, [identity]),
    ):
        assert WORDS.decode()[:12] not in report_of(opening)


def test_file_key_is_hidden_wherever_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    file_key = b"YELLOW SUBMARINE"
    monkeypatch.setattr("safehold.core.age.sealing._unwrap", lambda *_: SecretBytes(file_key))
    sealed = age.seal(WORDS, [IDENTITIES[0].recipient])
    report = report_of(lambda: age.open_sealed(sealed, IDENTITIES))
    assert "HeaderTampered" in report
    assert file_key.decode() not in report


def test_report_of_a_wrong_passphrase_does_not_hold_it() -> None:
    sealed = age.seal(WORDS, [age.PassphraseRecipient("another passphrase", work_factor=14)])
    holder = age.PassphraseIdentity(PASSPHRASE)
    report = report_of(lambda: age.open_sealed(sealed, [holder]))
    assert PASSPHRASE not in report
    assert "another passphrase" not in report


def test_error_for_malformed_identity_text_does_not_repeat_it() -> None:
    text = IDENTITIES[0].secret_text()
    for malformed in (text[:-1], text.lower(), text + " ", "X" + text):
        with pytest.raises(age.IdentityMalformed) as caught:
            age.open_sealed(b"", [malformed])
        told = "".join(traceback.format_exception(caught.value))
        assert malformed not in told
        assert text[20:40] not in told.upper()
