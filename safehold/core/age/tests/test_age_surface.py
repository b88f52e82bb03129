# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public surface, pinned: adding or removing a name is a decision."""

import inspect

import pytest

from safehold.core import age

SURFACE = {
    "functions": "armor dearmor derive_identity generate_identity open_pieces open_sealed open_stream parse_identity"
    " parse_recipient recipient_of seal seal_stream",
    "classes": "HybridRecipient Identity PassphraseIdentity PassphraseRecipient Recipient SealingWriter Source Target",
    "errors": "AgeError ArmorMalformed HeaderMalformed HeaderTampered HeaderTooLong HeaderTruncated"
    " IdentityMalformed NoIdentityMatched PassphraseMissing PassphraseNotAlone PayloadTampered"
    " PayloadTruncated RecipientMalformed RecipientsMissing RecipientsMixed RecipientsTooMany"
    " StanzaMalformed VersionUnsupported WorkFactorTooHigh WorkFactorTooLow WriterFinished",
    "others": "MAX_RECIPIENTS AnyIdentity AnyRecipient",
}
SIGNATURES = {
    "armor": "sealed",
    "dearmor": "text",
    "derive_identity": "seed",
    "generate_identity": "",
    "open_pieces": "source identities",
    "open_sealed": "sealed identities",
    "open_stream": "source target identities",
    "parse_identity": "text",
    "parse_recipient": "text",
    "recipient_of": "identity",
    "seal": "plain recipients",
    "seal_stream": "source target recipients",
    "SealingWriter": "target recipients",
    "HybridRecipient": "key",
    "PassphraseRecipient": "passphrase work_factor",
    "PassphraseIdentity": "passphrase",
}
ERRORS = [getattr(age, name) for name in SURFACE["errors"].split()]


def test_exported_names() -> None:
    assert sorted(age.__all__) == sorted(" ".join(SURFACE.values()).split())
    assert all(hasattr(age, name) for name in age.__all__)


@pytest.mark.parametrize(("name", "parameters"), SIGNATURES.items())
def test_parameters(name: str, parameters: str) -> None:
    assert " ".join(inspect.signature(getattr(age, name)).parameters) == parameters


@pytest.mark.parametrize("error", ERRORS)
def test_each_error_names_its_fact_and_gives_a_hint(error: type[age.AgeError]) -> None:
    assert issubclass(error, age.AgeError)
    assert str(error()) == f"{error.fact} {error.hint}"
    assert "The detail." in str(error("The detail."))
    if error is not age.AgeError:
        assert "fact" in vars(error)
        assert "hint" in vars(error)
        assert error.__doc__


def test_each_error_stands_in_the_specification(pytestconfig: pytest.Config) -> None:
    text = (pytestconfig.rootpath / "safehold" / "core" / "age" / "SPEC.md").read_text(encoding="utf-8")
    assert [
        name for name in age.__all__ if f"`{name}`" not in text and name in SURFACE["errors"].split()
    ] == []
