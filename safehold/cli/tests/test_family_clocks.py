# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold family-clocks`, as it is called, on the facts that its page shows."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from safehold.cli import main

PAGE = Path(__file__).parents[3] / "docs/reference/family-clocks.md"


def tell(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, facts: str, *options: str
) -> tuple[int | str | None, str, str]:
    path = tmp_path / "facts.json"
    path.write_text(facts, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["family-clocks", str(path), *options])
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_facts_of_its_page(capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str) -> None:
    shown = PAGE.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0]
    status, out, _ = tell(capsys, tmp_path, shown, "--language", language)
    told = json.loads(out)
    assert status == 0
    clock = next(each for each in told["deadlines"] if each["deadline"] == "d1")
    assert (clock["earliest"], clock["latest"], clock["person"]) == ("2027-02-01", "2027-02-28", "p2")
    assert (clock["act"], clock["confidence"]) == ("R176(2)(a)", "confirmed")
    assert told["totals"]["when_waived"]["faa-23-2.1"] == {"least": 0, "most": 0}
    assert "doc-altid" in {each["document"] for each in told["documents"]}
    assert told["warning"].startswith({"en": "Programme facts", "fr": "Renseignements"}[language])


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ("[", "not JSON"),
        ("[]", "JSON object"),
        ('{"pathway": "moon", "people": []}', "no pathway"),
        ('{"pathway": "hk", "people": []}', "at least one person"),
        ('{"pathway": "hk", "people": [{"id": "p1", "role": "friend"}]}', "people[0].role"),
        (
            '{"pathway": "hk", "people": [{"id": "p1", "role": "child"}], "dates": {"claim": "soon"}}',
            "dates.claim",
        ),
        (
            '{"pathway": "hk", "people": [{"id": "p1", "role": "child"}], "dates": {"x": "2026"}}',
            "not known here",
        ),
        (
            '{"pathway": "hk", "people": [{"id": "p1", "role": "child"}],'
            ' "events": [{"event": "claim_refused", "person": "p9"}]}',
            "nobody",
        ),
    ],
)
def test_kind_errors(capsys: pytest.CaptureFixture[str], tmp_path: Path, facts: str, why: str) -> None:
    status, out, err = tell(capsys, tmp_path, facts)
    assert (status, out) == (2, "")
    assert why in err


def test_runs_without_django() -> None:
    code = "import sys, safehold.cli.family_clocks; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
