# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register as everybody reads it: search, entries, differences, who is on it, and what is not shown."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from safehold.core import tlog
from safehold.public.register.tests.published import VALUES, Filed, Press

REGISTER = "/en/register/"


def read(client: Client, address: str, **asked: Any) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200, response.content.decode()[:2000]
    return " ".join(response.content.decode().split())


def page_of(filed: Filed, rest: str = "", language: str = "en") -> str:
    return f"/{language}/register/entries/{filed.entry}{rest}"


@pytest.fixture
def filed(press: Press) -> Filed:
    """Three versions: filed, changed, ended."""
    filed = Filed()
    press.file(filed, on=date(2026, 9, 1))
    press.file(
        filed, "amendment", version=2, on=date(2026, 10, 1), purpose=VALUES["purpose"].replace("port", "rail")
    )
    press.file(filed, "termination", version=3, on=date(2026, 11, 1), ended_on="2026-10-30")
    press.sign()
    return filed


def test_an_empty_register_says_what_will_stand_there(client: Client, press: Press) -> None:
    assert "Nothing is registered yet" in read(client, REGISTER)


def test_address_without_its_last_stroke_leads_on(client: Client) -> None:
    assert client.get("/fr/register").headers["Location"] == "/fr/register/"


def test_search_finds_words_of_every_version_and_says_when_there_are_none(
    client: Client, filed: Filed
) -> None:
    for words in ("rail agreement", "PORT", "maple", "中华海", "China", "Chine", "中國", "Halifax"):
        assert str(filed.entry) in read(client, REGISTER, words=words), words
    for words in ("harbourside", "中海华", "902", "zzz", "!!!"):
        assert "Nothing on the register has all of this" in read(client, REGISTER, words=words), words


def test_search_narrows_by_each_quality(client: Client, filed: Filed) -> None:
    has = {
        "country": "CN",
        "kind": "foreign_power",
        "activity": "communicating",
        "level": "provincial",
        "state": "ended",
    }
    for name, value in has.items():
        assert str(filed.entry) in read(client, REGISTER, **{name: value}), name
    hasnot = {"kind": "foreign_state", "activity": "distributing", "level": "federal", "state": "current"}
    for name, value in hasnot.items():
        assert str(filed.entry) not in read(client, REGISTER, **{name: value}), name
    assert str(filed.entry) in read(client, REGISTER, words="maple", **has)


def test_what_is_no_choice_is_left_out_of_the_search(client: Client, filed: Filed) -> None:
    page = read(client, REGISTER, country="XX", kind="'; drop", below="none", words="maple")
    assert str(filed.entry) in page


def test_pages_of_a_search_follow_each_other_without_a_gap(client: Client, press: Press) -> None:
    entries = [Filed() for _ in range(45)]
    for each in entries:
        press.file(each)
    press.sign()
    seen: list[str] = []
    address = f"{REGISTER}?words=maple"
    for _ in range(3):
        page = client.get(address).content.decode()
        seen += [str(each.entry) for each in reversed(entries) if str(each.entry) in page]
        address = REGISTER + page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert seen == [str(each.entry) for each in reversed(entries)]
    assert address == REGISTER


def test_an_entry_shows_what_is_public_and_names_what_is_not(client: Client, filed: Filed) -> None:
    page = read(client, page_of(filed))
    assert "Maple Bridge Consulting" in page and "China" in page and "No longer in effect" in page
    assert "How the office can reach you" in page and "902 555" not in page and "18000" not in page


@pytest.mark.parametrize(
    ("on", "version", "words"),
    [("2026-09-01", 1, "port"), ("2026-10-31", 2, "rail"), ("2026-11-23", 3, "port")],
)
def test_an_entry_as_of_a_day_is_the_version_that_stood_then(
    client: Client, filed: Filed, on: str, version: int, words: str
) -> None:
    page = read(client, page_of(filed), on=on)
    assert f"Version {version}, published on" in page and f"the {words} agreement" in page


def test_before_its_first_day_an_entry_was_not_there(client: Client, filed: Filed) -> None:
    page = read(client, page_of(filed), on="2026-08-31")
    assert "this entry was not on the register" in page and "agreement" not in page


def test_differences_mark_the_words_that_changed_between_any_two_versions(
    client: Client, filed: Filed
) -> None:
    page = read(client, page_of(filed, "/differences"), before=1, after=2)
    assert "<del>port</del>" in page and "<ins>rail</ins>" in page and "The same in both:" in page
    assert "Nothing that is published differs" not in page
    page = read(client, page_of(filed, "/differences"), before=1, after=3)
    assert "Oct. 30, 2026" in page and "<del>" not in page
    assert "Nothing that is published differs" in read(
        client, page_of(filed, "/differences"), before=2, after=2
    )
    assert "<ins>port</ins>" in read(client, page_of(filed, "/differences"), before="x")


def test_what_is_not_there_is_not_found(client: Client, filed: Filed) -> None:
    other = Filed()
    for address in (
        page_of(other),
        page_of(filed, "/9"),
        page_of(filed, "/9/proof"),
        f"/en/register/who/{other.registrant}",
    ):
        assert client.get(address).status_code == 404
    read(client, page_of(filed, "/differences"), before=1, after=9)


@pytest.mark.parametrize(
    "rest", [f"/{2**70}", f"/{2**70}/proof", "/differences?before=x&after=" + "9" * 40, "?on=0000-00-00"]
)
def test_an_odd_address_breaks_nothing(client: Client, filed: Filed, rest: str) -> None:
    assert client.get(page_of(filed, rest)).status_code in {200, 404}
    assert client.get(f"/register/entries/{filed.entry}/{2**70}.json").status_code == 404
    odd = {"below": "9" * 30, "words": "\x00", "country": "ZZZZ"}
    assert client.get(REGISTER, odd).status_code == 200


def test_an_entity_page_shows_both_sides_pictures_and_tables(client: Client, press: Press) -> None:
    filed = Filed()
    other = Filed(principal=filed.principal)
    press.file(filed)
    press.file(other, registrant_name="Second House")
    press.file(other, "amendment", version=2, registrant_name="Second House Renamed")
    press.sign()
    page = read(client, f"/en/register/who/{filed.principal}")
    assert "Foreign principal" in page and "2 entries on the register" in page
    assert "Second House Renamed" in page and page.count("<svg") == 4 and page.count("<table") == 2
    page = read(client, f"/en/register/who/{other.registrant}")
    assert "<h1><bdi>Second House Renamed</bdi></h1>" in page


def test_an_entity_as_of_a_day_has_its_entries_as_they_stood(
    client: Client, filed: Filed, press: Press
) -> None:
    later = Filed(registrant=filed.registrant)
    press.file(later, on=date(2026, 10, 20), purpose="Something later")
    press.sign()
    address = f"/en/register/who/{filed.registrant}"
    then, before, now = (
        read(client, address, **asked) for asked in ({"on": "2026-10-02"}, {"on": "2026-08-01"}, {})
    )
    assert "the rail agreement" in then and "as they stood on" in then and "Something later" not in then
    assert "Nothing was registered yet on that day" in before
    assert "Something later" in now and "the port agreement" in now


def test_a_decision_stands_beside_the_reply_to_it(client: Client, press: Press) -> None:
    filed = Filed()
    press.file(filed)
    notice = press.publish("notice", {}, form="notice/1")
    values = {
        "nature": "Filed 40 days late",
        "penalty": {"amount": "500.00", "currency": "CAD"},
        "provisions": ["s. 5(1)"],
    }
    decision = press.publish("decision", values, form="decision/1", filed=filed, about=(notice,))
    page_before = f"/en/register/who/{filed.registrant}"
    press.sign()
    assert "A reply will stand here" in read(client, page_before)
    press.publish("reply", {"text": "We were <ill>."}, form="reply/1", filed=filed, about=(decision,))
    press.sign()
    for page in (read(client, page_before), read(client, page_of(filed))):
        assert page.index("Filed 40 days late") < page.index("We were &lt;ill&gt;.")
        assert "CA$500.00" in page and "A reply will stand here" not in page


def test_what_is_withheld_is_shown_as_withheld_with_its_reason(client: Client, press: Press) -> None:
    filed = Filed()
    first = press.file(filed)
    press.sign()
    press.withhold(first, ["registrant_address"], "A person who lives there is in danger.")
    page = read(client, page_of(filed))
    assert "Halifax" not in page and "The reason will stand in the next checkpoint" in page
    press.sign()
    page = read(client, page_of(filed))
    assert "A person who lives there is in danger." in page and "Leaf 1 of the log" in page
    assert str(filed.entry) in read(client, REGISTER, state="withheld")


def test_a_replayed_entry_says_that_it_was_not_filed_here(client: Client, press: Press) -> None:
    filed = Filed(principal=None)
    source = press.publish(
        "import", {"name": "active.csv", "sha256": "00", "as_of": "2021-05-22"}, form="import/1"
    )
    press.replay(filed, about=(source,))
    press.sign()
    page = read(client, page_of(filed))
    assert "Replayed from another register: active.csv, as of 2021-05-22" in page
    assert str(filed.entry) in read(client, REGISTER, words="6962")
    assert "Ambessa" in read(client, f"/en/register/who/{filed.registrant}")


@pytest.mark.parametrize("language", ["fr", "zh-hans", "zh-hant", "bo", "ug"])
def test_every_page_answers_in_every_language(client: Client, filed: Filed, language: str) -> None:
    rest = ("", "/differences", "/1", "/1/proof")
    addresses = [page_of(filed, each, language) for each in rest]
    for address in (
        *addresses,
        f"/{language}/register/",
        f"/{language}/register/log",
        f"/{language}/register/who/{filed.principal}",
    ):
        read(client, address)


def test_feeds_hold_what_changed(client: Client, filed: Filed, press: Press) -> None:
    other = Filed()
    press.file(other, registrant_name="A \x01 & B")
    press.sign()
    feeds = {
        "whole": read(client, "/en/register/feed"),
        "search": read(client, "/en/register/feed", words="maple"),
        "entity": read(client, f"/en/register/who/{other.registrant}/feed"),
    }
    assert {name: feed.count("<entry>") for name, feed in feeds.items()} == {
        "whole": 4,
        "search": 1,
        "entity": 1,
    }
    assert "Arrangement ended: Maple Bridge" in feeds["search"] and "A &amp; B" in feeds["entity"]
    assert client.get(f"/en/register/who/{Filed().registrant}/feed").status_code == 404


def test_log_is_served_as_tiles(client: Client, filed: Filed, press: Press) -> None:
    note = client.get("/register/log/checkpoint")
    assert tlog.open_checkpoint(note.content, [press.signer.verifier]).size == 3
    bundle = client.get("/register/log/tile/entries/000.p/3")
    assert tlog.read_bundle(bundle.content) == [leaf for _, leaf, _ in press.written]
    hashes = client.get("/register/log/tile/0/000.p/3")
    tree = tlog.TileTree(lambda tile: hashes.content, 3)
    assert tree.root() == press.tree.root()
    assert "immutable" in hashes.headers["Cache-Control"] and "max-age=5" in note.headers["Cache-Control"]
    for place in ("0/000", "0/000.p/4", "entries/000.p/04", "1/000.p/1", "0/001.p/1", "../checkpoint"):
        assert client.get(f"/register/log/tile/{place}").status_code == 404


def test_leaves_that_no_checkpoint_covers_are_not_served(client: Client, filed: Filed, press: Press) -> None:
    press.file(Filed())
    assert client.get("/register/log/tile/entries/000.p/4").status_code == 404
    assert client.get("/register/log/tile/0/000.p/4").status_code == 404


def test_a_saved_version_and_a_saved_history_verify_without_us(
    client: Client, filed: Filed, press: Press
) -> None:
    keys = [press.signer.verifier]
    one = tlog.read_entry(client.get(f"/register/entries/{filed.entry}/2.json").content)
    assert [each.leaf.version for each in tlog.verify_entry(one, keys)] == [2]
    whole = tlog.read_entry(client.get(f"/register/entries/{filed.entry}.json").content)
    assert [each.leaf.version for each in tlog.verify_entry(whole, keys)] == [1, 2, 3]
    assert whole.log_key == press.vkey
    page = read(client, page_of(filed, "/2/proof"))
    assert f"--log-key {press.vkey}" in page.replace("&#x2B;", "+")
