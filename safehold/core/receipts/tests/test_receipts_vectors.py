# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The published vectors, and the specification's own example."""

import json
from pathlib import Path
from typing import Any

import pytest

from safehold.core import receipts
from safehold.core.receipts import LANGUAGES, Receipt, ReceiptError, parse

_HERE = Path(__file__).parent
VECTORS: dict[str, Any] = json.loads((_HERE / "vectors.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS["receipts"], ids=lambda vector: vector["secret"])
def test_every_output_is_as_published(vector: dict[str, Any]) -> None:
    receipt = Receipt(bytes.fromhex(vector["secret"]))
    assert {
        "secret": vector["secret"],
        "digits": receipt.digits,
        "words": {language: " ".join(receipt.words(language) or ()) for language in LANGUAGES},
        "lookup_id": receipt.lookup_id,
        "identity_seed": receipt.identity_seed.hex(),
        "signing_key": receipt.signing_key.private_bytes_raw().hex(),
        "verify_key": receipt.verify_key.hex(),
        "mac_key": receipt.mac_key.hex(),
        "mac_of_empty": receipt.mac(b""),
    } == vector


@pytest.mark.parametrize("vector", VECTORS["typed"], ids=lambda vector: vector["comment"])
def test_what_people_type_is_read(vector: dict[str, str]) -> None:
    assert parse(vector["text"]) == Receipt(bytes.fromhex(vector["secret"]))


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: vector["comment"])
def test_what_is_wrong_is_refused_by_name(vector: dict[str, str]) -> None:
    with pytest.raises(ReceiptError) as caught:
        parse(vector["text"])
    assert type(caught.value) is getattr(receipts, vector["error"])


def test_specification_example_is_one_receipt() -> None:
    examples = [
        line
        for line in (_HERE.parent / "SPEC.md").read_text("utf-8").splitlines()
        if line.startswith("    ") and line.strip()
    ]
    assert parse(examples[0]) == parse(examples[1])
