# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Must I register? over HTTP: one question to a page, nothing kept, a result with reasons, sources and days."""

import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

from safehold.public.register.tests.asking import ALL_YES, FORM, MOST_STEPS, Asker
from safehold.web.languages import codes

TODAY = date(2026, 11, 23)
BUDGET_BYTES = 20_000
CONFIRMED = """
in_force:
- {scheme: ca-fitaa, level: federal, applies_from: 2026-08-04, source: "Canada Gazette, Part II", read_on: 2026-08-05}
"""


@pytest.fixture
def asker(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Asker:
    monkeypatch.setattr("safehold.web.clock.today", lambda: TODAY)
    settings.REGISTER_VALUES = tmp_path / "register-values.yaml"
    return Asker(client)


def confirm(settings: Settings, text: str = CONFIRMED) -> None:
    Path(settings.REGISTER_VALUES).write_text(text)


def test_one_question_to_a_page(asker: Asker) -> None:
    seen = []
    for _step in ALL_YES:
        seen.append(asker.at)
        assert asker.raw.count("<fieldset") == 1
        assert f"Step {len(seen)} of 7" in asker.page
        asker.send(**ALL_YES[asker.at])
    assert seen == list(ALL_YES) and asker.at == "result"


def test_a_reported_level_needs_a_review_and_says_what_is_reported(asker: Asker) -> None:
    asker.walk()
    assert "A person needs to look at this" in asker.page
    assert "It is reported that the law came into force there on Aug. 4, 2026." in asker.page
    assert "Nov. 24, 2026" in asker.page and "to confirm" in asker.page
    assert "partisan secondary source" in asker.page
    assert (
        "This is not legal advice" in asker.page and "We have not found the final Regulations" in asker.page
    )
    assert "Show this page to a lawyer" in asker.page


def test_a_confirmed_level_makes_the_duty_and_its_day(asker: Asker, settings: Settings) -> None:
    confirm(settings)
    asker.walk()
    assert "By your answers, this must be registered" in asker.page
    assert "Nov. 24, 2026" in asker.page
    assert "It was agreed when the law was in force there, from Aug. 4, 2026 on." in asker.page
    assert "Canada Gazette, Part II · as read 2026-08-05" in " ".join(asker.page.split())
    assert "We have not found the final Regulations" not in asker.page
    assert "14 days after the day on which it was agreed, Nov. 10, 2026." in asker.page
    assert "this day has passed" not in asker.page
    assert "Within how many days, we do not know." in asker.page


def test_an_older_arrangement_had_sixty_days(asker: Asker, settings: Settings) -> None:
    confirm(settings)
    asker.walk(days={"entered_on": "2025-01-15", "in_force": "yes", "ended_on": ""})
    assert "Oct. 3, 2026" in asker.page and "this day has passed" in asker.page
    assert "60 days after the law came into force there, Aug. 4, 2026." in asker.page
    assert "s. 33" in asker.page


def test_a_level_that_nobody_confirmed_is_never_no_duty(asker: Asker, settings: Settings) -> None:
    confirm(settings)
    asker.walk(q5={"q5": ["provincial", "indigenous"]})
    assert "A person needs to look at this" in asker.page
    assert asker.page.count("We do not know from which day the law holds there.") == 2


@pytest.mark.parametrize(
    ("step", "chosen", "result"),
    [
        ("q1", "no", "there is nothing to register"),
        ("q2", "none", "there is nothing to register"),
        ("q4", "none", "there is nothing to register"),
        ("q1", "unknown", "A person needs to look at this"),
        ("q3", "unknown", "A person needs to look at this"),
        ("q4", "other", "A person needs to look at this"),
        ("q5", "unknown", "A person needs to look at this"),
        ("q6", "ex-crown", "an exemption applies"),
        ("q6", "ex-class", "A person needs to look at this"),
        ("q6", "unknown", "A person needs to look at this"),
    ],
)
def test_each_answer_leads_where_the_table_says(
    asker: Asker, settings: Settings, step: str, chosen: str, result: str
) -> None:
    confirm(settings)
    answer: dict[str, str | list[str]] = {step: chosen}
    asker.walk(**{step: answer})
    assert result in asker.page


def test_a_no_ends_the_questions(asker: Asker) -> None:
    asker.send(q1="yes").send(q2="none")
    assert asker.at == "result"
    assert "Which government" not in asker.page
    assert "This decides: without it there is nothing to register." in asker.page


def test_an_answer_can_be_changed_on_the_result_page(asker: Asker) -> None:
    asker.walk().send(to="q1")
    assert asker.at == "q1" and re.search(r'value="yes"[^>]*checked', asker.raw)
    asker.send(q1="no")
    assert asker.at == "result" and "there is nothing to register" in asker.page


def test_going_back_keeps_every_answer(asker: Asker) -> None:
    asker.send(q1="yes").send(q2=["foreign_state", "foreign_power"]).send(to="q2")
    assert asker.at == "q2"
    assert len(re.findall(r'value="foreign_\w+"[^>]*checked', asker.raw)) == 2
    asker.send(q2="foreign_power")
    assert asker.at == "q3"


def test_another_language_brings_everything_along(asker: Asker) -> None:
    asker.send(q1="yes")
    asker.language = "fr"
    asker.send(q2=["foreign_state"])
    assert asker.at == "q2" and asker.status == 200
    assert "Un État étranger" in asker.page and re.search(r'value="foreign_state"[^>]*checked', asker.raw)
    asker.send(q2="foreign_state")
    assert asker.at == "q3"


def test_the_result_is_read_in_another_language(asker: Asker) -> None:
    asker.walk()
    asker.language = "fr"
    asker.send()
    assert asker.at == "result" and "art. 5(1)" in asker.page
    assert "à confirmer" in asker.page


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        ("q1", {}, "Choose one, or “I do not know”."),
        ("q2", {"q2": "nobody"}, "Choose one, or “I do not know”."),
        ("q2", {"q2": ["none", "foreign_state"]}, "You chose “None of these” and something else."),
        ("days", {"entered_on": "2026-11-10"}, "Choose one, or “I do not know”."),
        ("days", {"entered_on": "soon", "in_force": "yes"}, "Write the day as year, month, day"),
        ("days", {"entered_on": "9999-12-31", "in_force": "yes"}, "Please check the year."),
        (
            "days",
            {"entered_on": "2026-11-10", "ended_on": "2026-11-09", "in_force": "no"},
            "This day is before the day on which it was agreed.",
        ),
        ("days", {"ended_on": "2026-11-09", "in_force": "yes"}, "You said that it still stands."),
    ],
)
def test_what_is_missing_is_said_kindly(
    asker: Asker, step: str, typed: dict[str, str | list[str]], said: str
) -> None:
    for _ in range(MOST_STEPS):
        if asker.at != step:
            asker.send(**ALL_YES[asker.at])
    asker.send(**typed)
    assert (asker.status, asker.at) == (422, step)
    assert said in asker.page
    asker.send(**ALL_YES[step])
    assert asker.status == 200


def test_the_end_of_a_file_of_values_that_cannot_be_used(
    asker: Asker, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    confirm(settings, CONFIRMED.replace("federal", "provincial"))
    asker.walk()
    assert "A person needs to look at this" in asker.page
    assert "cannot be used" in caplog.text and "Gazette" not in caplog.text


def test_a_class_that_the_office_confirmed_is_offered_and_exempts(asker: Asker, settings: Settings) -> None:
    exempt = """exempt_classes:
- {scheme: ca-fitaa, code: a-class, label_en: A class by name, label_fr: Une catégorie, clause: s. 6(1)(c),
   applies_from: 2026-08-04, source: the Regulations, read_on: 2026-08-05}
"""
    confirm(settings, CONFIRMED + exempt)
    asker.walk(q6={"q6": "a-class"})
    assert "an exemption applies" in asker.page
    assert "A class by name" in asker.page and "the Regulations" in asker.page


def test_who_is_an_office_holder_by_regulation_is_said(asker: Asker, settings: Settings) -> None:
    holders = """office_holders:
- {scheme: ca-fitaa, label_en: Port wardens, label_fr: x, applies_from: 2026-08-04, source: r, read_on: 2026-08-05}
- {scheme: ca-fitaa, label_en: Pilots, label_fr: x, counts: false, applies_from: 2026-08-04,
   applies_to: 2026-12-31, source: r, read_on: 2026-08-05}
"""
    confirm(settings, holders)
    asker.send(q1="yes").send(q2="foreign_state")
    assert "Also: Port wardens (2026-08-04 –). But not: Pilots (2026-08-04 – 2026-12-31)." in asker.page


@pytest.mark.parametrize("scheme", ["us-fara", "au-fits", "uk-firs"])
def test_another_countrys_scheme_is_asked_by_the_same_page(asker: Asker, scheme: str) -> None:
    asker.send(instead=scheme)
    for _ in range(MOST_STEPS):
        if asker.at == "result":
            break
        fieldset = asker.raw.split("<fieldset", 1)[1]
        name, value = re.search(r'name="([\w-]+)" value="([\w-]+)"', fieldset).groups()  # type: ignore[union-attr]
        given = {"entered_on": "2026-11-10", "in_force": "yes"} if asker.at == "days" else {name: value}
        if asker.at.endswith("-exempt"):
            given = {name: "none"}
        asker.send(**given)
    expected = "this must be registered" if scheme == "uk-firs" else "A person needs to look at this"
    assert expected in asker.page
    assert "What we know of this scheme" in asker.page


def test_no_answer_stands_in_an_address_and_nothing_is_stored(asker: Asker) -> None:
    asker.walk()
    assert not re.search(r'href="[^"]*\?', asker.raw)
    assert 'method="post"' in asker.raw and 'method="get"' not in asker.raw


def test_nonsense_begins_anew(asker: Asker) -> None:
    for body in ("end=1", "at=q9&end=1", "at=result&scheme=nowhere&end=1", "instead=nowhere&end=1"):
        response = asker.client.post(asker.address, body, content_type=FORM)
        assert response.status_code == 200
        assert b"Step 1 of 7" in response.content


def test_the_pages_are_light(asker: Asker) -> None:
    sheets = [finders.find(name) for name in ("safehold.css", "register.css")]
    styles = sum(len(gzip.compress(Path(str(sheet)).read_bytes())) for sheet in sheets)
    for language in codes():
        walker = Asker(asker.client, language)
        sizes = [len(gzip.compress(walker.raw.encode()))]
        for _step in ALL_YES:
            walker.send(**ALL_YES[walker.at])
            sizes.append(len(gzip.compress(walker.raw.encode())))
        assert walker.at == "result"
        assert max(sizes) + styles < BUDGET_BYTES
