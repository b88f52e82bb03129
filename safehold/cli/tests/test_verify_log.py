# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold verify entry` and `verify checkpoints`: what they say of true and of tampered files, without any server."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from safehold.cli import main
from safehold.cli.tests.test_verify import WITHOUT_DJANGO
from safehold.core import tlog
from safehold.core.tlog.tests.logs import (
    LOG,
    ORIGIN,
    WITNESS_KEYS,
    WITNESSES,
    checkpoint_of,
    flips,
    leaf_of,
    proof_of,
    saved_entry,
)

KEY = ("--log-key", LOG.verifier.text)
ASKED = (*KEY, *(word for key in WITNESS_KEYS for word in ("--witness", key.text)))
ENTRY = saved_entry()


class Reader:
    """Somebody with files and nothing else."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def keep(self, name: str, content: bytes) -> str:
        (self.folder / name).write_bytes(content)
        return str(self.folder / name)

    def verify(self, *arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["verify", *arguments])
        said = self._capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out + said.err

    def entry(self, content: bytes, *arguments: str) -> tuple[int, str]:
        return self.verify("entry", self.keep("entry.json", content), *(arguments or ASKED))


@pytest.fixture
def reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Reader:
    return Reader(tmp_path, capsys)


def test_a_saved_entry_holds(reader: Reader) -> None:
    status, said = reader.entry(ENTRY)
    assert status == 0
    assert f"all of it holds, in the log {ORIGIN} of 300 leaves" in said
    assert "Leaf 120: amendment, version 3, 2026-11-23, arrangement/1" in said
    assert 'name: "Ministère 部"' in said
    assert "not shown: amount" in said
    assert "Cosigned by witness.example/w4 on 2026-11-18." in said
    assert "only a newer checkpoint tells" in said


def test_it_needs_no_web_framework_and_no_database(tmp_path: Path) -> None:
    (tmp_path / "entry.json").write_bytes(ENTRY)
    command = [sys.executable, "-c", WITHOUT_DJANGO, "verify", "entry", str(tmp_path / "entry.json"), *ASKED]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "all of it holds" in done.stdout


def test_a_key_that_came_with_the_file_is_no_check(reader: Reader) -> None:
    stranger = tlog.make_signer(ORIGIN)
    tree = tlog.Tree()
    leaf, openings = leaf_of(1, name="Forged")
    tree.append(leaf)
    note = tlog.sign_checkpoint(tlog.Checkpoint(ORIGIN, 1, tree.root()), stranger)
    saved = tlog.SavedLeaf(leaf, openings, proof_of(tree, 0, note))
    forged = tlog.write_entry(tlog.SavedEntry((saved,), stranger.verifier.text))
    path = reader.keep("forged.json", forged)
    status, said = reader.verify("entry", path)
    assert status == 2
    assert "WARNING: no --log-key was given, so the key came from the file itself" in said
    status, said = reader.verify("entry", path, *KEY)
    assert (status, "UNSIGNED" in said) == (1, True)
    status, said = reader.entry(ENTRY.replace(LOG.verifier.text.encode(), b""), "--at-least", "0")
    assert (status, "It names no log's key" in said) == (2, True)


def test_each_way_to_tamper_is_named(reader: Reader) -> None:
    document = json.loads(ENTRY)
    proof = document["leaves"][1]["proof"]
    cases = {
        "Leaf 2: TAMPERED VALUE: name": ("value", "Ministère 部", "Somebody else"),
        "Leaf 2: NOT IN THE LOG": ("leaf", "amendment", "filing"),
        "Leaf 2: FORGED SIGNATURE": ("proof", "\n300\n", "\n301\n"),
        "Leaf 2: UNSIGNED": ("proof", f"— {ORIGIN} ", "— nobody "),
        "Leaf 2: NOT WITNESSED: 2 of the given witnesses cosigned, 3": (
            "proof",
            "witness.example/w3",
            "nobody",
        ),
    }
    for words, (part, old, new) in cases.items():
        changed = json.loads(ENTRY)
        saved = changed["leaves"][1]
        if part == "value":
            saved["openings"]["name"]["value"] = new
        else:
            assert old in saved[part]
            saved[part] = saved[part].replace(old, new)
        content = json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        status, said = reader.entry(content)
        assert status == 1
        assert words in said
    assert proof == document["leaves"][1]["proof"]


def test_a_wrong_root_and_a_removed_leaf_are_named(reader: Reader) -> None:
    status, said = reader.entry(saved_entry((1, 3)))
    assert (status, "REMOVED LEAF: version 2 is missing" in said) == (1, True)
    tree = tlog.Tree()
    leaf, openings = leaf_of(1, name="x")
    tree.extend([leaf, b"other"])
    rebuilt = tlog.Tree()
    rebuilt.extend([b"other", b"another"])
    proof = tlog.write_proof(tlog.Proof(0, tuple(tree.prove_inclusion(0)), checkpoint_of(rebuilt)))
    entry = tlog.write_entry(tlog.SavedEntry((tlog.SavedLeaf(leaf, openings, proof),)))
    status, said = reader.entry(entry, *KEY)
    assert (status, "Leaf 1: NOT IN THE LOG" in said) == (1, True)


def test_every_region_of_the_file_is_covered(reader: Reader) -> None:
    """Every 17th byte is turned; `core/tlog` turns every one."""
    starts = ENTRY.index(LOG.verifier.text.encode())
    named = range(starts, starts + len(LOG.verifier.text))
    for at, wrong in list(enumerate(flips(ENTRY)))[::17]:
        status, said = reader.entry(wrong)
        assert status == 1 or (status == 0 and at in named), (at, said)


def test_a_file_cannot_command_the_terminal(reader: Reader) -> None:
    tree = tlog.Tree()
    leaf, openings = leaf_of(1, name="\x1b[2J\x9b2J\u202e")
    tree.append(leaf)
    saved = tlog.SavedLeaf(leaf, openings, proof_of(tree, 0, checkpoint_of(tree)))
    status, said = reader.entry(tlog.write_entry(tlog.SavedEntry((saved,))), *KEY)
    assert status == 0
    evil = tlog.write_entry(
        tlog.SavedEntry((tlog.SavedLeaf(leaf, {"\x1b[2J": openings["name"]}, saved.proof),))
    )
    status, refused = reader.entry(evil, *KEY)
    assert (status, "TAMPERED VALUE" in refused) == (1, True)
    assert not set(said + refused) & {"\x1b", "\x9b", "\u202e"}


TREE, FORK = tlog.Tree(), tlog.Tree()
TREE.extend(bytes([n]) for n in range(30))
FORK.extend(bytes([n if n != 5 else 200]) for n in range(30))


def test_a_log_that_only_grew(reader: Reader) -> None:
    old, new = reader.keep("old", checkpoint_of(TREE, 12)), reader.keep("new", checkpoint_of(TREE, 30))
    proof = reader.keep("proof", tlog.write_hashes(TREE.prove_consistency(12)))
    for pair in ((old, new), (new, old)):
        status, said = reader.verify("checkpoints", *pair, "--proof", proof, *KEY)
        assert (status, "the log only grew, from 12 to 30 leaves" in said) == (0, True)
    status, said = reader.verify("checkpoints", old, old, *KEY)
    assert (status, "the same log of 12 leaves" in said) == (0, True)
    status, said = reader.verify("checkpoints", old, new, *KEY)
    assert (status, "Give the proof" in said) == (2, True)
    status, said = reader.verify("checkpoints", old, new)
    assert (status, "--log-key" in said) == (2, True)


def test_a_forked_log_is_named(reader: Reader) -> None:
    ours, theirs = (
        reader.keep("ours", checkpoint_of(TREE, 30)),
        reader.keep("theirs", checkpoint_of(FORK, 30)),
    )
    status, said = reader.verify("checkpoints", ours, theirs, *KEY)
    assert (status, "FORKED: the log signed two different histories of 30 leaves" in said) == (1, True)
    old = reader.keep("old", checkpoint_of(TREE, 12))
    proof = reader.keep("proof", tlog.write_hashes(FORK.prove_consistency(12)))
    status, said = reader.verify("checkpoints", old, theirs, "--proof", proof, *KEY)
    assert (status, "REWRITTEN" in said) == (1, True)


def test_checkpoints_are_asked_for_their_witnesses(reader: Reader) -> None:
    old = reader.keep("old", checkpoint_of(TREE, 30, WITNESSES[0]))
    first = ("--witness", WITNESS_KEYS[0].text)
    assert reader.verify("checkpoints", old, old, *KEY, *first)[0] == 0
    status, said = reader.verify("checkpoints", old, old, *ASKED)
    assert (status, "NOT WITNESSED: 1 of the given witnesses cosigned, 3" in said) == (1, True)
    assert reader.verify("checkpoints", old, old, *ASKED, "--at-least", "1")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--log-key", WITNESS_KEYS[0].text),
        ("--log-key", "nonsense"),
        ("--witness", LOG.verifier.text),
        ("--at-least", "-1"),
    ],
)
def test_a_key_for_another_task_is_refused_at_once(reader: Reader, arguments: tuple[str, ...]) -> None:
    assert reader.entry(ENTRY, *arguments)[0] == 2


def test_a_file_that_is_not_there(reader: Reader) -> None:
    status, said = reader.verify("entry", str(reader.folder / "none"), *KEY)
    assert (status, "cannot be read" in said) == (2, True)
    old = reader.keep("old", checkpoint_of(TREE, 30))
    status, said = reader.verify("checkpoints", old, str(reader.folder / "none"), *KEY)
    assert (status, "none: It cannot be read" in said) == (2, True)
    assert reader.entry(b"nothing")[0] == 1
