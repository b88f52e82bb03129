# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the lists, as a lead and a caseworker meet them; and the operator's command. No JavaScript."""

import argparse
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from safehold.cli import import_list
from safehold.core.watchlists.tests.samples import SCHEDULES
from safehold.desk.inbox.tests.sealed_reports import Desk, make_desk
from safehold.desk.watchlists import actions, queries
from safehold.desk.watchlists.models import ListedParty, ListVersion, Watchlist
from safehold.desk.watchlists.tests.lists import DAY, DORJEE, OMAR, QIAO, bring, provenance

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def read(browser: Client, name: str, *ids: object, query: str = "") -> str:
    answer = browser.get(reverse(f"watchlists:{name}", args=ids) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_page_teaches_how_a_list_comes_and_shows_where_it_comes_from(desk: Desk) -> None:
    browser = desk.browser(desk.noor)
    assert "No list was imported yet" in read(browser, "lists")
    bring(QIAO)
    page = read(browser, "lists")
    assert "Invented schedule" in page
    assert "https://example.org/list" in page
    assert "Import a list" not in page


def test_a_version_shows_what_differs_and_a_party_its_history(desk: Desk) -> None:
    browser = desk.browser(desk.noor)
    bring(QIAO, DORJEE)
    bring(QIAO.replace("1938", "1939"), OMAR, as_of=DAY + timedelta(days=7))
    watchlist = Watchlist.objects.get()
    page = read(browser, "version", watchlist.pk, 2)
    assert all(name in page for name in ("QIAO Lantian", "DORJEE Tsultrim", "OMAR Yusup"))
    assert "1938</del>" in page
    assert "1939</ins>" in page
    assert "OMAR" not in read(browser, "version", watchlist.pk, 2, query="?what=removed&page=x")
    party = ListedParty.objects.get(key="2")
    assert "No longer on this list" in read(browser, "party", party.pk)
    assert "喬藍天" in read(browser, "party", ListedParty.objects.get(key="1").pk)
    assert "QIAO Lantian" in read(browser, "parties", watchlist.pk)


def test_what_is_odd_in_a_list_is_shown_beside_it(desk: Desk) -> None:
    with SCHEDULES.open("rb") as file:
        actions.import_version(file, "canada", provenance("Canada"), DAY)
    page = read(desk.browser(desk.noor), "list", Watchlist.objects.get().pk)
    assert "Letters of two alphabets in one word" in page
    assert "CYRILLIC SMALL LETTER KA" in page
    assert "Goods, not parties: 1" in page


def send(browser: Client, content: bytes, **changed: str) -> tuple[int, str]:
    form = {
        "name": "Our own table",
        "format": "csv",
        "origin": "Our files",
        "licence": "Ours",
        "as_of": "2026-06-14",
        "columns": "name=Who, key=Ref",
        "kind": "person",
        **changed,
    }
    answer = browser.post(
        reverse("watchlists:import"), {**form, "file": SimpleUploadedFile("t.csv", content)}, follow=True
    )
    return answer.status_code, answer.content.decode()


def test_a_lead_imports_a_table_that_their_organisation_alone_sees(desk: Desk) -> None:
    table = "Ref,Who\n1,喬藍天\n2,DORJEE Tsultrim\n".encode()
    status, page = send(desk.browser(desk.lead), table)
    assert status == 200
    assert "2 added, 0 changed, 0 removed." in page
    version = ListVersion.objects.get()
    assert version.watchlist.organisation_id == desk.lead.organisation_id
    assert version.imported_by == desk.lead.pk
    assert send(desk.browser(desk.lead), "Ref,Who\n1,喬藍天\n2,DORJEE Tsultrim\n".encode())[1].count(
        "says this already"
    )


@pytest.mark.parametrize(
    ("content", "changed", "words"),
    [
        (b"Ref,Who\n1,A\n1,B\n", {}, "One key stands twice"),
        (b"Ref,Name\n1,A\n", {}, "The columns you named"),
        (b"Ref,Who\n", {}, "Nobody stands in this file"),
        (b"Ref,Who\n1,\xff\n", {}, "not UTF-8"),
        (b"{}\n", {"format": "ftm"}, "(line 1)"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_keeps_what_was_typed(
    content: bytes, changed: dict[str, str], words: str, desk: Desk
) -> None:
    status, page = send(desk.browser(desk.lead), content, **changed)
    assert status == 422
    assert words in page
    assert "Our own table" in page
    assert not queries.has_lists(desk.lead.organisation_id)


def options(file: Path, *more: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    import_list.add_arguments(parser)
    told = [
        "--name",
        "Canada",
        "--origin",
        "Justice",
        "--licence",
        "Free reproduction",
        "--as-of",
        "2026-06-14",
    ]
    return parser.parse_args([str(file), "--format", "canada", *told, *more])


def test_the_command_imports_for_everybody_or_for_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(import_list, "set_up", lambda _site: None)
    assert import_list.run(options(SCHEDULES)) == 0
    assert "Left out: 1 goods, 1 repealed." in capsys.readouterr().out
    assert import_list.run(options(SCHEDULES)) == 0
    assert "nothing was added" in capsys.readouterr().out
    assert import_list.run(options(SCHEDULES, "--for", "nobody")) == 2
    assert import_list.run(options(SCHEDULES, "--for", desk.organisation.slug)) == 0
    assert Watchlist.objects.filter(organisation_id=desk.organisation.pk).count() == 1


def test_the_command_refuses_a_broken_file_and_says_where(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(import_list, "set_up", lambda _site: None)
    broken = tmp_path / "list.csv"
    broken.write_text("instrument,item\n")
    assert import_list.run(options(broken)) == 1
    assert "columns of this format (line 1)" in capsys.readouterr().out
    assert import_list.run(options(tmp_path / "none.csv")) == 2
