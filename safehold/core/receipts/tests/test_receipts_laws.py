# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Laws that hold for every receipt."""

import hmac
import pickle
import traceback
import unicodedata

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from safehold.core import receipts
from safehold.core.receipts import (
    LANGUAGES,
    Receipt,
    ReceiptCheckFailed,
    ReceiptError,
    ReceiptWordUnknown,
    ReceiptWrongLength,
    generate,
    parse,
)
from safehold.core.receipts.digits import damm_digit

any_receipt = st.binary(min_size=16, max_size=16).map(Receipt)
zero_digits = st.sampled_from(
    [c for c in map(chr, range(0x110000)) if c.isdecimal() and unicodedata.decimal(c) == 0]
)


def shown(receipt: Receipt) -> str:
    return "".join(receipt.groups)


def test_public_surface_is_pinned() -> None:
    assert sorted(receipts.__all__) == [
        "LANGUAGES",
        "Receipt",
        "ReceiptCheckFailed",
        "ReceiptError",
        "ReceiptWordUnknown",
        "ReceiptWrongLength",
        "generate",
        "parse",
    ]
    assert [name for name in dir(Receipt) if not name.startswith("_")] == [
        "digits",
        "groups",
        "identity_seed",
        "lookup_id",
        "mac",
        "mac_key",
        "signing_key",
        "verify_key",
        "words",
    ]


def test_generated_receipts_differ_and_come_back() -> None:
    made = {generate() for _ in range(50)}
    assert len(made) == 50
    assert {parse(receipt.digits) for receipt in made} == made


@given(any_receipt)
def test_digits_are_eight_groups_of_five_and_come_back(receipt: Receipt) -> None:
    assert [len(group) for group in receipt.groups] == [5] * 8
    assert receipt.digits == " ".join(receipt.groups)
    assert parse(receipt.digits) == receipt


@given(any_receipt, st.sampled_from(LANGUAGES))
def test_words_come_back(receipt: Receipt, language: str) -> None:
    words = receipt.words(language)
    assert words is not None
    assert len(words) == 12
    assert parse(" ".join(words)) == receipt


@pytest.mark.parametrize("language", ["bo", "ug", "de", ""])
def test_language_without_a_list_has_no_words(language: str) -> None:
    assert generate().words(language) is None


@given(any_receipt, st.data())
def test_chinese_words_may_mix_both_lists_unspaced(receipt: Receipt, data: st.DataObject) -> None:
    pairs = zip(receipt.words("zh-hans") or (), receipt.words("zh-hant") or (), strict=True)
    assert parse("".join(data.draw(st.sampled_from(pair)) for pair in pairs)) == receipt


@given(any_receipt, zero_digits)
def test_digits_of_every_script_are_read(receipt: Receipt, zero: str) -> None:
    assert parse("".join(chr(ord(zero) + int(digit)) for digit in shown(receipt))) == receipt


@given(any_receipt, st.integers(0, 39), st.integers(1, 9))
def test_every_wrong_digit_is_caught(receipt: Receipt, place: int, shift: int) -> None:
    digits = shown(receipt)
    wrong = str((int(digits[place]) + shift) % 10)
    with pytest.raises(ReceiptCheckFailed):
        parse(digits[:place] + wrong + digits[place + 1 :])


@given(any_receipt)
def test_every_exchange_of_neighbours_is_caught(receipt: Receipt) -> None:
    digits = shown(receipt)
    for i in range(39):
        if digits[i] != digits[i + 1]:
            with pytest.raises(ReceiptCheckFailed):
                parse(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])


def test_check_digit_table_is_totally_anti_symmetric() -> None:
    """Damm 2004: each row and column a permutation, and x*a*b = x*b*a only for a = b."""
    tens = "0123456789"
    assert damm_digit("572") == "4"
    for a in tens:
        after = {damm_digit(first + a) for first in tens}
        assert len(after) == 10
        for b in tens:
            assert all((damm_digit(x + a + b) == damm_digit(x + b + a)) == (a == b) for x in tens)


@given(any_receipt)
def test_derivation_is_hkdf_with_one_label_per_output(receipt: Receipt) -> None:
    secret = receipt._secret
    extracted = hmac.digest(bytes(32), secret, "sha256")  # RFC 5869, section 2.2, no salt

    def expand(label: bytes) -> bytes:
        return HKDFExpand(SHA256(), 32, b"safehold/receipt/1/" + label).derive(extracted)

    outputs = [
        bytes.fromhex(receipt.lookup_id),
        receipt.identity_seed,
        receipt.signing_key.private_bytes_raw(),
        receipt.mac_key,
    ]
    assert outputs == [expand(x) for x in (b"lookup-id", b"identity-seed", b"signing-key", b"mac-key")]
    assert len({secret, *outputs}) == 5


def test_mac_tells_contents_and_receipts_apart() -> None:
    amina, tenzin = generate(), generate()
    assert amina.mac(b"same") == amina.mac(b"same")
    assert len({amina.mac(b"same"), amina.mac(b"other"), tenzin.mac(b"same")}) == 3


def test_verify_key_belongs_to_signing_key() -> None:
    receipt = generate()
    receipt.signing_key.public_key().verify(receipt.signing_key.sign(b"words"), b"words")
    assert receipt.signing_key.public_key().public_bytes_raw() == receipt.verify_key


def test_receipt_never_shows_itself() -> None:
    receipt = generate()
    for text in (repr(receipt), str(receipt), f"{receipt}", f"{receipt!r}"):
        assert text == "Receipt(hidden)"
    with pytest.raises(TypeError):
        pickle.dumps(receipt)


@given(st.text(max_size=80))
def test_no_text_at_all_raises_anything_else(text: str) -> None:
    with pytest.raises(ReceiptError):
        parse(text)


@pytest.mark.parametrize("form", ["unknown word", "failed checksum", "wrong digit"])
def test_errors_carry_none_of_the_typed_text(form: str) -> None:
    receipt = Receipt(bytes(range(16)))
    words = list(receipt.words("en") or ())
    typed = {
        "unknown word": " ".join([*words[:11], "xylophonist"]),
        "failed checksum": " ".join([words[1], words[0], *words[2:]]),
        "wrong digit": shown(receipt)[:-1] + str(9 - int(shown(receipt)[-1])),
    }[form]
    with pytest.raises(ReceiptError) as caught:
        parse(typed)
    error = caught.value
    said = str(error) + repr(error.args) + "".join(traceback.format_exception_only(error))
    assert not [word for word in [*words, "xylophonist", shown(receipt)[:5]] if word in said.split()]
    assert error.__cause__ is None
    assert error.__context__ is None


def test_unknown_word_is_told_by_position() -> None:
    words = list(generate().words("fr") or ())
    words[6] = "xylophoniste"
    with pytest.raises(ReceiptWordUnknown) as caught:
        parse(" ".join(words))
    assert caught.value.position == 7


def test_wrong_length_tells_how_much_was_read() -> None:
    with pytest.raises(ReceiptWrongLength) as caught:
        parse(generate().digits[:-2])
    assert (caught.value.unit, caught.value.found, caught.value.expected) == ("digits", 38, 40)


def test_endless_text_is_refused_unread() -> None:
    with pytest.raises(ReceiptWrongLength):
        parse("1" * 1_000_000)


def test_secret_of_another_length_is_refused() -> None:
    with pytest.raises(ReceiptWrongLength):
        Receipt(b"too short")
