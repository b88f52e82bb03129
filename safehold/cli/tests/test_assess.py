# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold assess`, as it is called."""

import json
from pathlib import Path

import pytest

from safehold.cli import main


def assess(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, answers: object, *options: str
) -> tuple[int | str | None, str, str]:
    path = tmp_path / "answers.json"
    path.write_text(answers if isinstance(answers, str) else json.dumps(answers), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["assess", str(path), *options])
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


def test_result_for_each_provision_in_force(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answers = {f"CC-346-e{number}": "yes" for number in range(1, 5)} | {
        "CC-264-e6": "no",
        "FISI-20.2-e1": "unknown",
    }
    status, out, _ = assess(capsys, tmp_path, answers, "--date", "2024-09-01")
    told = json.loads(out)
    assert status == 0
    assert told["provisions"]["CC-346"]["result"] == "made_out"
    assert told["provisions"]["CC-346"]["open"] == []
    assert told["provisions"]["CC-264"]["result"] == "excluded"
    assert "CC-264-e6" in told["provisions"]["CC-264"]["why"]
    assert told["provisions"]["FISI-20"]["result"] == "possible"
    assert told["provisions"]["FITAA-5"]["confidence"] == "to_confirm"
    assert told["for_a_foreign_entity"]["CC-346"] == "possible"
    assert "CC-264-2026" not in told["provisions"]
    assert "was committed" not in json.dumps(
        [each["why"] for each in told["provisions"].values() if not each["open"]]
    )


def test_wholly_abroad(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = assess(capsys, tmp_path, {}, "--date", "2024-09-01", "--wholly-abroad", "--language", "fr")
    told = json.loads(out)["provisions"]["CC-264"]
    assert (told["result"], told["open"]) == ("excluded", [])
    assert told["why"] == "à l'étranger : un avocat doit vérifier l'art. 7"
    assert told["name"] == "Harcèlement criminel"


def test_french_says_all_in_french(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answers = {f"CC-346-e{number}": "yes" for number in range(1, 5)} | {"CC-264-e8": "no"}
    _, out, _ = assess(capsys, tmp_path, answers, "--date", "2024-09-01", "--language", "fr")
    told = json.loads(out)
    assert "Pas un avis juridique" in told["warning"]
    assert told["provisions"]["CC-346"]["why"].startswith("établi selon les faits rapportés")
    assert told["provisions"]["CC-264"]["why"] == "exclu par : Absence d'autorisation légitime (CC-264-e8)"
    assert told["provisions"]["CC-372-3"]["why"].startswith("possible, il manque : Communications répétées")
    assert told["provisions"]["CC-346"]["source"] == "Code criminel, LRC 1985, c C-46, art 346"


@pytest.mark.parametrize(
    ("answers", "day"),
    [
        ("{", "2024-09-01"),
        ([], "2024-09-01"),
        ({"CC-264-e1": "perhaps"}, "2024-09-01"),
        ({"CC-264-e1": True}, "2024-09-01"),
        ({"CC-264-e1": ["yes"]}, "2024-09-01"),
        ({"CC-264-e99": "yes"}, "2024-09-01"),
        ({}, "yesterday"),
    ],
)
def test_what_cannot_be_read_is_said_kindly(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, answers: object, day: str
) -> None:
    status, out, err = assess(capsys, tmp_path, answers, "--date", day)
    assert (status, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_file_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["assess", str(tmp_path / "nothing.json"), "--date", "2024-09-01"])
    assert ended.value.code == 2
    assert "nothing.json" in capsys.readouterr().err
