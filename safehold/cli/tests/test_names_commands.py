# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold match-names` and `safehold screen`: whatever tables people have, and Canada's own schedules."""

import csv
import random
import subprocess
import sys
from pathlib import Path

import pytest

from safehold.cli import main
from safehold.core.names import LIKELY, fold_confusables

CANADA = Path(__file__).parents[3].parent / "shared" / "data" / "canada_listed_parties.csv"
SAMPLE = 400


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as done:
        main([str(each) for each in arguments])
    return int(str(done.value.code))


def match(folder: Path, content: bytes, *options: str) -> tuple[int, list[dict[str, str]]]:
    pairs, out = folder / "pairs.csv", folder / "scored.csv"
    pairs.write_bytes(content)
    out.unlink(missing_ok=True)
    status = run("match-names", pairs, "--out", out, *options)
    return status, read(out) if out.exists() else []


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


PAIRS = "left,right,note\n李强,Li Qiang,one\n李强,周庭,two\n"


@pytest.mark.parametrize(
    "content",
    [
        PAIRS.encode(),
        b"\xef\xbb\xbf" + PAIRS.encode(),
        PAIRS.encode("utf-16"),
        PAIRS.replace(",", ";").encode(),
        PAIRS.replace(",", "\t").replace("\n", "\r\n").encode(),
        PAIRS.replace("left", " LEFT ").encode(),
    ],
)
def test_pairs_are_scored_however_the_table_is_written(tmp_path: Path, content: bytes) -> None:
    status, rows = match(tmp_path, content)
    assert status == 0
    assert [row["note"] for row in rows] == ["one", "two"]
    assert [float(row["score"]) >= LIKELY for row in rows] == [True, False]
    assert all(row["reasons"] for row in rows)


def test_a_named_encoding_is_read(tmp_path: Path) -> None:
    assert match(tmp_path, PAIRS.encode("gb18030"), "--encoding", "gb18030")[1][0]["left"] == "李强"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PAIRS.encode("gb18030"), "CSV UTF-8"),
        (b"", "is empty"),
        (b"name,other\na,b\n", "has no column left and no column right"),
        (b'left,right\n"a\x00', "left"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(
    tmp_path: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows = match(tmp_path, content)
    heard = capsys.readouterr()
    if status:
        assert (status, rows) == (2, [])
        assert said in heard.err
    assert "Traceback" not in heard.err


def test_rows_too_short_too_long_empty_or_twice_lose_nothing(tmp_path: Path) -> None:
    content = "left,right,n\nAnn Ace,Ann Ace,1\nAnn Ace\n,Ann Ace,3\nAnn Ace,Ann Ace,1\n=1+1,-2,5,more\n\n"
    status, rows = match(tmp_path, content.encode())
    assert status == 0
    assert [row["n"] for row in rows] == ["1", "", "3", "1", "5"]
    assert [row["score"] for row in rows[:4]] == ["1.0000", "0.0000", "0.0000", "1.0000"]
    assert rows[4]["left"] == "=1+1"


def test_a_scored_table_can_be_scored_again(tmp_path: Path) -> None:
    _, rows = match(tmp_path, "score,left,right,reasons\nold,李强,Li Qiang,old\n".encode())
    assert list(rows[0]) == ["score", "left", "right", "reasons"]
    assert rows[0]["score"] != "old" != rows[0]["reasons"]


def test_reasons_are_said_in_french(tmp_path: Path) -> None:
    content = "left,right\n李强,Li Qiang\n,a\n".encode()
    assert match(tmp_path, content, "--language", "fr")[1] != match(tmp_path, content)[1]


def test_people_are_found_on_a_list_with_second_facts(tmp_path: Path) -> None:
    listed = write(
        tmp_path / "list.csv",
        ["id", "name", "born", "country"],
        [
            ["a", "CHEN Quanguo", "1955", "CN"],
            ["a", "陈全国", "1955", "CN"],
            ["b", "王伟", "1962", ""],
            ["", "", "", ""],
        ],
    )
    names = write(
        tmp_path / "names.csv",
        ["id", "name", "born"],
        [["1", "陳全國", "1955"], ["2", "Wang Wei", ""], ["3", "", ""]],
    )
    out = tmp_path / "hits.csv"
    assert run("screen", "--list", listed, "--names", names, "--out", out) == 0
    hits = read(out)
    assert list(hits[0]) == ["id", "name", "list_id", "list_name", "score", "reasons"]
    assert [(hit["id"], hit["list_id"]) for hit in hits] == [("1", "a"), ("2", "b")]
    assert "Both were born in 1955." in hits[0]["reasons"]
    assert float(hits[0]["score"]) >= LIKELY > float(hits[1]["score"])


def test_both_commands_run_without_the_web_framework_and_without_settings(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['django'] = None\n"
        "import safehold.cli.match_names, safehold.cli.screen\n"
        "assert 'sqlite3' not in sys.modules\n"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code],
            check=False,
            cwd=tmp_path.parent,
            env={"PYTHONPATH": str(Path.cwd())},
        ).returncode
        == 0
    )


def typed_variant(name: str, chance: random.Random) -> str:
    """As somebody types it: other order, no capitals, one letter doubled or left out."""
    words = name.replace(",", "").split()
    way = chance.randrange(4)
    if way == 0:
        return " ".join(reversed(words))
    if way == 1:
        return name.casefold()
    place = max(range(len(words)), key=lambda n: len(words[n]))
    word = words[place]
    middle = len(word) // 2
    words[place] = word[:middle] + (word[middle] if way == 2 else "") * 2 + word[middle + 1 :]
    return " ".join(words)


@pytest.mark.skipif(
    not CANADA.exists(), reason="Canada's schedules are not beside the repository: shared/data"
)
def test_canadas_schedules_find_themselves_typed_otherwise_and_with_look_alikes(tmp_path: Path) -> None:
    chance = random.Random(2026)
    rows = [row for row in read(CANADA) if row["name_en"]]
    odd = [row["name_en"] for row in rows if fold_confusables(row["name_en"])[1]]
    assert len(odd) == 5
    people = list(dict.fromkeys([row["name_en"] for row in rows if "ndividual" in row["part"]] + odd))
    listed = write(tmp_path / "list.csv", ["id", "name"], [[name, name] for name in people])
    asked = chance.sample([name for name in people if len(name.split()) > 1], SAMPLE)
    typed = [[name, typed_variant(name, chance)] for name in asked]
    typed += [[name, fold_confusables(name)[0]] for name in odd]
    names = write(tmp_path / "names.csv", ["id", "name"], typed)
    assert run("screen", "--list", listed, "--names", names, "--out", tmp_path / "hits.csv") == 0
    found = {hit["id"] for hit in read(tmp_path / "hits.csv") if hit["list_id"] == hit["id"]}
    assert set(odd) <= found
    assert len(found & set(asked)) >= 0.99 * SAMPLE, sorted(set(asked) - found)


def test_long_cells_are_read_and_other_tables_keep_their_limit(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    long = write(tmp_path / "pairs.csv", ["left", "right", "note"], [["李强", "Li Qiang", "a" * 2 * limit]])
    assert run("match-names", long, "--out", tmp_path / "scored.csv") == 0
    assert csv.field_size_limit() == limit
