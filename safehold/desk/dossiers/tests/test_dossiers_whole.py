# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole dossier on an invented official: from incidents over the pages to PDF, DOCX, bag and FollowTheMoney."""

from __future__ import annotations

import io
import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import bagit  # type: ignore[import-untyped]
import docx
import pypdfium2
import pytest
from django.test import Client

from safehold.catalog.provisions import load_law
from safehold.core.dossiers import ACTS, Contrary
from safehold.core.dossiers.criteria import PARAGRAPHS
from safehold.desk.actors import actions as actors
from safehold.desk.actors.rules import ActorDraft, StatementDraft
from safehold.desk.cases import actions as cases
from safehold.desk.cases.queries import list_consent_subjects
from safehold.desk.consent import actions as consent
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.dossiers import actions, adapters, queries
from safehold.desk.dossiers.errors import NotReviewed, ReviewerWrote, StillLacking
from safehold.desk.dossiers.models import Dossier, Version
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, make_desk
from safehold.desk.parties.rules import name_of
from safehold.desk.tasks.models import Task

pytestmark = pytest.mark.django_db(databases=["default", "public"])
HERE = Path(__file__).parent
VALIDATORS = Path(os.environ.get("SAFEHOLD_VALIDATORS", HERE.parents[3] / "build" / "validators"))
OFFICIAL = "Demo Official (INVENTED)"
GIVEN_NAME = "Amina Realname"


def post(browser: Client, address: str, **typed: Any) -> Any:
    answer = browser.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer


def write_whole(desk: Desk) -> tuple[Any, Dossier, Client]:
    """An incident, an invented official, and a dossier that noor writes over the pages."""
    _, case = arrive(desk, "They came to my mother's house")
    incident = cases.add_incident(
        desk.unlocked, case, cases.IncidentDraft(CANARY, when_words="2025-03-04"), DAY
    )
    actor = actors.add_actor(desk.unlocked, case, ActorDraft("official", (name_of(OFFICIAL),)), DAY)
    post_held = StatementDraft(
        "position", "Head of a demo bureau", "Demo Bureau", "2019/2023", "2019 to 2023", "A demo page"
    )
    actors.add_statement(desk.unlocked, actor, post_held, DAY)
    browser = desk.browser(desk.noor)
    at = f"/dossiers/{case.id}/"
    post(browser, f"{at}add", actor=actor.id, act="JVCFOA-4", title="Demo dossier", is_exercise="on")
    dossier = Dossier.objects.get()
    here = f"{at}{dossier.id}"
    for number, origin in enumerate(("Demo agency", "Demo witness"), 1):
        graded = {"reliability": "fairly", "credibility": "probable"}
        post(
            browser,
            f"{here}/parts/exhibits",
            name=f"Demo exhibit {number}",
            source="A page",
            origin=origin,
            **graded,
        )
    ids = [each.id for each in queries.open_dossier(desk.unlocked, dossier).parts.exhibits]
    claim = {"words": "He ordered the visit.", "is_key": "on", "incident": str(incident.id), "exhibits": ids}
    post(browser, f"{here}/parts/claims", **claim, elements=["JVCFOA-4-e2"])
    answers = {"JVCFOA-4-e1": "yes", "JVCFOA-4-e2": "yes", "JVCFOA-4-e3": "no"}
    post(browser, f"{here}/criteria", **answers)
    post(browser, f"{here}/words", title="Demo dossier", summary="A demo summary.", looked="")
    subject = str(list_consent_subjects(case)[0])
    post(
        browser, f"{here}/parts/witnesses", name=GIVEN_NAME, alias="Witness 1", shown="alias", subject=subject
    )
    return case, dossier, browser


def say(desk: Desk, case: Any, act: str) -> None:
    for subject in list_consent_subjects(case):
        consent.record(
            desk.organisation.id,
            subject,
            "sanctions-file",
            act,
            how="spoken",
            on=DAY,
            source_id=f"{act}-{subject}",
        )


def test_a_whole_dossier_goes_from_incidents_to_every_file(desk: Desk, tmp_path: Path) -> None:
    case, dossier, browser = write_whole(desk)
    here = f"/dossiers/{case.id}/{dossier.id}"
    page = browser.get(here).content.decode()
    assert "Harassment inside Canada alone does not meet them" in page
    with pytest.raises(StillLacking):
        actions.make_version(desk.unlocked, dossier, DAY)
    actions.keep_part(
        desk.unlocked, dossier, "contrary", Contrary("k", "He denies it.", "The order bears his seal."), DAY
    )
    with pytest.raises(StillLacking):
        actions.make_version(desk.unlocked, dossier, DAY)
    say(desk, case, "given")
    post(browser, f"{here}/versions")
    version = Version.objects.get()
    with pytest.raises(ReviewerWrote):
        actions.review_version(desk.unlocked, version, "approved", "Mine", DAY)
    with pytest.raises(NotReviewed):
        actions.take_file(desk.unlocked, version, DAY)
    lead = desk.browser(desk.lead)
    post(lead, f"{here}/versions/{version.id}", verdict="approved", words="Checked each exhibit.")
    files = {}
    for kind, language in (("pdf", "en"), ("pdf", "fr"), ("docx", "fr"), ("bag", "en"), ("ftm", "en")):
        answer = browser.post(f"{here}/versions/{version.id}/take", {"kind": kind, "language": language})
        assert answer.status_code == 200, kind
        files[kind, language] = answer.content
    check_texts(files)
    check_bag(files["bag", "en"], tmp_path)
    check_entities(files["ftm", "en"], tmp_path)
    post(
        browser,
        f"{here}/steps",
        state="sent",
        version=str(version.id),
        words="By mail",
        follow_up_on="2027-01-15",
    )
    dossier.refresh_from_db()
    assert dossier.state == "sent"
    task = Task.objects.get(kind="dossier-follow-up")
    assert task.due_on == dossier.follow_up_on
    assert browser.get("/dossiers/").status_code == 200


def check_texts(files: dict[tuple[str, str], bytes]) -> None:
    """What leaves says what it must, in each language, and names nobody whom it must not name."""
    english, french = (read_pdf(files["pdf", language]) for language in ("en", "fr"))
    for words in (
        OFFICIAL,
        "Head of a demo bureau",
        "C1",
        "E2",
        "He denies it.",
        "Witness 1",
        "EXERCISE",
        "2025-03-04",
    ):
        assert words in english, words
    assert "Paragraph (a) – Fails" in english
    assert "two or more independent" in english
    assert "Alinéa a) – Non rempli" in french
    paper = docx.Document(io.BytesIO(files["docx", "fr"]))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert any("He ordered the visit." in text for text in cells)
    assert any(each.text == "Critères" for each in paper.paragraphs)
    for content in (english, french, " ".join(cells)):
        assert GIVEN_NAME not in content
        assert CANARY not in content


def read_pdf(content: bytes) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    return " ".join(" ".join(pages).split())


def check_bag(content: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder / "bag")
    (top,) = (folder / "bag").iterdir()
    bagit.Bag(str(top)).validate()
    assert {each.name for each in (top / "data" / "fr").iterdir()} == {
        "dossier.pdf",
        "dossier.docx",
        "README.txt",
    }


def check_entities(content: bytes, folder: Path) -> None:
    entities = [json.loads(line) for line in content.decode().splitlines()]
    assert [each["schema"] for each in entities] == ["Person", "Organization", "Employment"]
    if not (VALIDATORS / ".ready").exists():
        return
    (folder / "ftm.jsonl").write_bytes(content)
    validate = HERE.parents[2] / "public" / "register" / "tests"
    code = (
        "import sys, json; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from validate_data import check_entities; print(json.dumps(check_entities(Path(sys.argv[2]))))"
    )
    python, path = VALIDATORS / "bin" / "python", os.environ["PATH"]
    done = subprocess.run(
        [python, "-c", code, validate, folder / "ftm.jsonl"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={"PATH": path},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_nothing_leaves_after_a_consent_is_taken_back(desk: Desk) -> None:
    case, dossier, _ = write_whole(desk)
    actions.keep_part(desk.unlocked, dossier, "contrary", Contrary("k", "He denies it.", "Weighed."), DAY)
    say(desk, case, "given")
    version = actions.make_version(desk.unlocked, dossier, DAY)
    actions.review_version(desk.unlocked_lead, version, "approved", "Read", DAY)
    actions.note_step(desk.unlocked, dossier, actions.NewStep("sent", version=version), DAY)
    say(desk, case, "withdrawn")
    with pytest.raises(ConsentMissing):
        actions.take_file(desk.unlocked, version, DAY)
    assert Task.objects.filter(kind="consent-withdrawn", about_id=dossier.id).exists()


def test_the_paragraphs_are_those_of_the_catalogue() -> None:
    for code in ACTS:
        named = " ".join(PARAGRAPHS[code].values())
        for element in load_law().by_code[code].elements:
            assert element.id.rpartition("-")[2] in named or f"({element.group})" in named
    assert set(adapters.MEDIA) == {"pdf", "docx", "bag", "ftm"}


@pytest.fixture
def desk() -> Desk:
    return make_desk()
