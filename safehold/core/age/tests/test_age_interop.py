# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files made here open elsewhere and the other way round.

Peers: the `age` program (X25519; found on the PATH) and the npm package age-encryption (hybrid), found in
AGE_ENCRYPTION_MODULES or build/interop/node_modules. The package is installed there with
`npm install --ignore-scripts age-encryption@0.3.1`.
"""

import os
import secrets
import shutil
import subprocess
from pathlib import Path

import pytest

from safehold.core import age
from safehold.core.age.x25519 import X25519Identity

ROOT = Path(__file__).parents[4]
MODULES = Path(os.environ.get("AGE_ENCRYPTION_MODULES", ROOT / "build" / "interop" / "node_modules"))
SCRIPT = Path(__file__).with_name("interop_age_encryption.mjs")
PLAINTEXTS = [b"", "ئۇيغۇرچە བོད་ཡིག 中文".encode(), secrets.token_bytes(65536), secrets.token_bytes(200_001)]
SIZES = [str(len(plain)) for plain in PLAINTEXTS]

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="SKIPPED: no `age` program on the PATH")
needs_package = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "age-encryption").is_dir(),
    reason=f"SKIPPED: no node, or no npm package age-encryption in {MODULES.name} (see this module's text)",
)


def run(command: list[str], stdin: bytes) -> bytes:
    return subprocess.run(command, input=stdin, capture_output=True, check=True, timeout=60).stdout


def run_package(verb: str, key: str, stdin: bytes) -> bytes:
    entry = MODULES / "age-encryption" / "dist" / "index.js"
    return run(["node", str(SCRIPT), str(entry), verb, key], stdin)


@pytest.fixture
def classical() -> X25519Identity:
    return X25519Identity(secrets.token_bytes(32))


@needs_age
@pytest.mark.parametrize("plain", PLAINTEXTS, ids=SIZES)
def test_age_program_opens_ours(plain: bytes, classical: X25519Identity, tmp_path: Path) -> None:
    key_file = tmp_path / "key.txt"
    key_file.write_text(classical.secret_text() + "\n")
    sealed = age.seal(plain, [classical.recipient])
    assert run(["age", "-d", "-i", str(key_file)], sealed) == plain
    assert run(["age", "-d", "-i", str(key_file)], age.armor(sealed).encode()) == plain


@needs_age
@pytest.mark.parametrize("plain", PLAINTEXTS, ids=SIZES)
def test_ours_opens_the_age_program_s(plain: bytes, classical: X25519Identity) -> None:
    command = ["age", "-r", str(classical.recipient)]
    assert age.open_sealed(run(command, plain), [classical]) == plain
    assert age.open_sealed(age.dearmor(run([*command, "-a"], plain)), [classical]) == plain


@needs_age
def test_age_keygen_text_is_read() -> None:
    if shutil.which("age-keygen") is None:
        pytest.skip("SKIPPED: no `age-keygen` program on the PATH")
    lines = run(["age-keygen"], b"").decode().splitlines()
    recipient = lines[1].removeprefix("# public key: ")
    assert str(age.parse_identity(lines[2]).recipient) == recipient


@needs_package
@pytest.mark.parametrize("plain", PLAINTEXTS, ids=SIZES)
def test_age_encryption_opens_ours(plain: bytes) -> None:
    identity = age.generate_identity()
    sealed = age.seal(plain, [age.generate_identity().recipient, identity.recipient])
    assert run_package("open", identity.secret_text(), sealed) == plain


@needs_package
@pytest.mark.parametrize("plain", PLAINTEXTS, ids=SIZES)
def test_ours_opens_age_encryption_s(plain: bytes) -> None:
    identity = age.generate_identity()
    sealed = run_package("seal", str(identity.recipient), plain)
    assert age.open_sealed(sealed, [identity]) == plain


@needs_package
def test_both_derive_the_same_recipient() -> None:
    identity = age.generate_identity()
    assert run_package("recipient", identity.secret_text(), b"").decode() == str(identity.recipient)


@needs_package
def test_age_encryption_opens_our_passphrase_file_and_we_open_its_own() -> None:
    sealed = age.seal(b"backup", [age.PassphraseRecipient("six words", work_factor=14)])
    assert run_package("open-passphrase", "six words", sealed) == b"backup"
    theirs = run_package("seal-passphrase", "six words", b"backup")
    assert age.open_sealed(theirs, [age.PassphraseIdentity("six words")]) == b"backup"
