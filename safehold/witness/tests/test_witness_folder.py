# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The folder of a witness: made once, closed to others, and no start without it."""

import subprocess
import sys
from pathlib import Path

import pytest

from safehold.cli import main
from safehold.core import tlog
from safehold.core.tlog.tests.logs import LOG, LOG_KEYS, ORIGIN, WITNESS_KEYS
from safehold.witness import errors, folder

NAME = "witness.example/one"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    folder.make_witness(tmp_path / "w", NAME)
    return tmp_path / "w"


def test_a_new_witness_is_closed_to_others(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o700
    for path in kept.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert folder.read_key(kept).verifier.name == NAME
    assert folder.open_memory(kept).list_cosigned() == []


def test_a_second_key_is_never_put_over_the_first(kept: Path) -> None:
    before = (kept / folder.KEY_FILE).read_bytes()
    with pytest.raises(errors.KeyPresent):
        folder.make_witness(kept, "witness.example/two")
    (kept / folder.KEY_FILE).unlink()
    with pytest.raises(errors.KeyPresent):
        folder.make_witness(kept, "witness.example/two")
    assert before.startswith(b"PRIVATE+KEY+witness.example/one+")


def test_it_does_not_start_with_a_wrong_folder(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.KeyMissing):
        folder.read_key(tmp_path / "none")
    path = kept / folder.KEY_FILE
    path.chmod(0o640)
    with pytest.raises(errors.KeyExposed):
        folder.read_key(kept)
    path.chmod(0o600)
    for text in ("", "nonsense", LOG.text):
        path.write_text(text)
        with pytest.raises(errors.KeyUnreadable) as refused:
            folder.read_key(kept)
        assert "PRIVATE" not in str(refused.value)


def test_a_witness_that_forgot_never_cosigns_again(kept: Path) -> None:
    (kept / folder.MEMORY_FILE).unlink()
    with pytest.raises(errors.MemoryMissing, match="retire this key"):
        folder.open_memory(kept)
    assert not (kept / folder.MEMORY_FILE).exists()


def test_logs_are_followed_by_their_keys(kept: Path) -> None:
    another = tlog.Signer(ORIGIN, tlog.ED25519, b"\x09" * 32).verifier
    for key in (LOG.verifier, another):
        folder.trust_log(kept, key.text)
    assert folder.list_logs(kept) == {ORIGIN: [*LOG_KEYS, another]}
    with pytest.raises(errors.LogPresent):
        folder.trust_log(kept, LOG.verifier.text)
    for text in ("", "nonsense", WITNESS_KEYS[0].text, LOG.verifier.text[:-2]):
        with pytest.raises(errors.LogUnreadable):
            folder.trust_log(kept, text)
    with pytest.raises(errors.KeyMissing):
        folder.trust_log(kept.parent / "none", LOG.verifier.text)


def test_a_log_may_call_itself_otherwise_than_its_key(kept: Path) -> None:
    assert folder.trust_log(kept, LOG.verifier.text, "a log with spaces") == "a log with spaces"
    folder.trust_log(kept, LOG.verifier.text)
    assert folder.list_logs(kept) == {"a log with spaces": LOG_KEYS, ORIGIN: LOG_KEYS}
    with pytest.raises(errors.LogPresent):
        folder.trust_log(kept, LOG.verifier.text, "a log with spaces")
    with pytest.raises(errors.LogUnreadable):
        folder.trust_log(kept, LOG.verifier.text, "two\nlines")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        main(["witness", *arguments])
    return ended.value.code, capsys.readouterr().out


def test_the_commands_say_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = ("--folder", str(tmp_path / "w"))
    for act in (("show",), ("serve",), ("trust", LOG.verifier.text)):
        status, said = run(capsys, *act, *there)
        assert (status, "safehold witness new-key NAME" in said) == (2, True)
    assert run(capsys, "new-key", "two words", *there)[0] == 2
    status, said = run(capsys, "new-key", NAME, *there)
    assert status == 0
    assert tlog.parse_vkey(said.splitlines()[1]).kind == tlog.COSIGNATURE
    assert run(capsys, "new-key", NAME, *there)[0] == 2
    status, said = run(capsys, "trust", LOG.verifier.text, *there)
    assert (status, f"follows {ORIGIN}" in said) == (0, True)
    status, said = run(capsys, "show", *there)
    assert (status, f"{ORIGIN}: nothing cosigned yet." in said) == (0, True)


def test_it_knows_no_web_framework() -> None:
    script = (
        "import sys; from safehold.cli import witness; from safehold.witness import application; "
        "assert not {'django', 'safehold.desk', 'safehold.public', 'safehold.config'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
