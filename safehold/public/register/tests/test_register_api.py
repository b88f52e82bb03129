# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The read API: what it answers, what it refuses and how, and that it says no more and no less than the pages."""

from __future__ import annotations

import base64
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from safehold.core import tlog
from safehold.public.register.models import Leaf
from safehold.public.register.tests.published import Filed, Press
from safehold.public.register.tests.whole_register import WHY, WholeRegister, publish_whole

API = "/register/api/v1"


@pytest.fixture
def whole(press: Press) -> WholeRegister:
    return publish_whole(press)


def ask(client: Client, address: str, status: int = 200, **asked: Any) -> Any:
    response = client.get(f"{API}{address}", asked)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in response.headers and not response.cookies
    return json.loads(response.content)


def test_all_entries_come_newest_first_with_their_newest_versions(
    client: Client, whole: WholeRegister
) -> None:
    found = ask(client, "/entries")
    assert [each["id"] for each in found["entries"]] == [str(each.entry) for each in reversed(whole.filed)]
    newest = found["entries"][-1]["newest"]
    assert newest["version"] == 3 and newest["fields"]["purpose"]["value"].startswith("To explain")
    assert newest["fields"]["principal_country"]["value_labels"] == [{"en": "China", "fr": "Chine"}]
    assert newest["fields"]["activities"]["value_labels"][0]["fr"].startswith("Communiquer")
    assert not any(each["state"] == "missing" for each in newest["fields"].values())
    assert newest["fields"]["purpose"]["label"] == {"en": "Purpose", "fr": "Objet"}


def test_search_and_filters_are_those_of_the_pages(client: Client, whole: WholeRegister) -> None:
    def ids(**asked: str) -> list[str]:
        return [each["id"] for each in ask(client, "/entries", 200, **asked)["entries"]]

    changed, person = str(whole.changed.entry), str(whole.person.entry)
    assert ids(words="rail") == [changed] and ids(words="zzz") == []
    assert ids(kind="foreign_state") == [person] and ids(state="ended") == [changed]
    assert len(ids(state="withheld")) == 2 and changed in ids(country="CN", level="provincial", words="maple")


def test_pages_follow_each_other_without_a_gap_while_entries_are_added(client: Client, press: Press) -> None:
    entries = [Filed() for _ in range(7)]
    for each in entries:
        press.file(each)
    press.sign()
    first = ask(client, "/entries", limit=3)
    press.file(Filed())
    press.sign()
    second = ask(client, "/entries", limit=3, cursor=first["next"])
    third = ask(client, "/entries", limit=3, cursor=second["next"])
    seen = [each["id"] for page in (first, second, third) for each in page["entries"]]
    assert seen == [str(each.entry) for each in reversed(entries)] and third["next"] is None


def test_an_entry_is_read_as_of_a_day(client: Client, whole: WholeRegister) -> None:
    entry = f"/entries/{whole.changed.entry}"
    assert ask(client, entry)["version"]["version"] == 3
    then = ask(client, entry, on="2026-10-31")
    assert (then["version"]["version"], then["state"], then["on"]) == (2, "current", "2026-10-31")
    before = ask(client, entry, on="2026-08-31")
    assert before["version"] is None and before["state"] is None


def test_all_versions_come_with_what_was_said(client: Client, whole: WholeRegister) -> None:
    history = ask(client, f"/entries/{whole.changed.entry}/versions")
    assert [each["version"] for each in history["versions"]] == [1, 2, 3] and history["state"] == "ended"
    assert [each["kind"] for each in history["said"][0]] == ["decision", "reply"]
    assert ask(client, f"/entries/{whole.changed.entry}/versions/2") == history["versions"][1]
    replayed = ask(client, f"/entries/{whole.replayed.entry}/versions")
    assert replayed["sources"][0]["fields"]["name"]["value"] == "active.csv"


def test_differences_name_the_fields_that_differ(client: Client, whole: WholeRegister) -> None:
    found = ask(client, f"/entries/{whole.changed.entry}/differences", before=1, after=2)
    assert [each["name"] for each in found["changes"] if each["differs"]] == ["purpose"]
    found = ask(client, f"/entries/{whole.changed.entry}/differences")
    assert (found["before"], found["after"]) == (2, 3)
    ask(client, f"/entries/{whole.changed.entry}/differences", 404, before=9)


def test_what_is_withheld_or_kept_has_no_value(client: Client, whole: WholeRegister) -> None:
    fields = ask(client, f"/entries/{whole.withheld.entry}")["version"]["fields"]
    assert fields["registrant_address"]["state"] == "withheld" and "value" not in fields["registrant_address"]
    assert fields["registrant_address"]["withheld_by"][0]["why"] == WHY
    assert fields["compensation_amount"]["state"] == "kept" and "value" not in fields["compensation_amount"]
    assert fields["ended_on"] == {"state": "open", "label": fields["ended_on"]["label"], "value": None}
    everything = b"".join(client.get(f"{API}{each}").content for each in ("/entries", "/leaves", "/entities"))
    assert b"902 555" not in everything and b"18000" not in everything


def test_a_withholding_counts_before_a_checkpoint_tells_of_it(client: Client, whole: WholeRegister) -> None:
    address = f"{API}/entries/{whole.person.entry}"
    first = client.get(address)
    index = json.loads(first.content)["version"]["index"]
    whole.press.withhold(index, ["purpose"], "Danger.")
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 200
    purpose = json.loads(again.content)["version"]["fields"]["purpose"]
    assert purpose["state"] == "withheld" and "value" not in purpose


def test_entities_are_listed_and_read(client: Client, whole: WholeRegister) -> None:
    seen: list[dict[str, Any]] = []
    page = ask(client, "/entities", limit=4)
    while True:
        seen += page["entities"]
        if page["next"] is None:
            break
        page = ask(client, "/entities", limit=4, cursor=page["next"])
    assert len(seen) == 11 and len({each["id"] for each in seen}) == 11
    assert sum(each["name"] is None for each in seen) == 2
    assert len(ask(client, "/entities", role="principal")["entities"]) == 5
    one = ask(client, f"/entities/{whole.changed.registrant}")
    assert "missing" not in {each["state"] for each in one["entries"][0]["newest"]["fields"].values()}
    assert one["name"] == "Maple Bridge Consulting" and one["entries"][0]["id"] == str(whole.changed.entry)
    assert (
        one["neighbours"][0]["id"] == str(whole.changed.principal) and one["said"][0][0]["kind"] == "decision"
    )


def test_leaves_and_proofs_verify_without_us(client: Client, whole: WholeRegister) -> None:
    told = ask(client, "/checkpoint")
    key = tlog.parse_vkey(whole.press.vkey)
    checkpoint = tlog.open_checkpoint(told["note"].encode(), [key])
    leaves: list[dict[str, Any]] = []
    cursor: int | None = 0
    while cursor is not None:
        page = ask(client, "/leaves", cursor=cursor, limit=5)
        leaves, cursor = leaves + page["leaves"], page["next"]
    contents = [base64.b64decode(each["leaf"]) for each in leaves]
    tree = tlog.Tree()
    tree.extend(contents)
    assert tree.root() == checkpoint.root and len(contents) == told["size"]
    for each, content in zip(leaves, contents, strict=True):
        tlog.check_openings(tlog.read_leaf(content), tlog.read_openings(each["openings"]))
        proof = ask(client, f"/leaves/{each['index']}/proof")
        assert tlog.verify_proof(proof["proof"].encode(), content, [key]).index == each["index"]
        assert ask(client, f"/leaves/{each['index']}") == each
    growth = ask(client, "/consistency", old_size=3)
    tlog.verify_consistency(
        tree.root(3), 3, checkpoint.root, len(tree), [base64.b64decode(each) for each in growth["hashes"]]
    )


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/entries?limit=0", 422, "not-understood"),
        ("/entries?limit=101", 422, "not-understood"),
        ("/entries?limit=", 422, "not-understood"),
        ("/entries?country=china", 422, "not-understood"),
        ("/entries?kind=x", 422, "not-understood"),
        ("/entries?langauge=fr", 422, "not-understood"),
        ("/entries?limit=1&limit=2", 422, "not-understood"),
        ("/entries?words=" + "a" * 301, 422, "not-understood"),
        ("/entries/1", 422, "not-understood"),
        ("/entries/00000000-0000-4000-8000-000000000000", 404, "not-found"),
        ("/entries/00000000-0000-4000-8000-000000000000?on=1700000000", 422, "not-understood"),
        ("/leaves/99", 404, "not-found"),
        ("/leaves/99999999999999999999", 422, "not-understood"),
        ("/leaves/-1", 422, "not-understood"),
        ("/leaves/99/proof", 404, "not-found"),
        ("/consistency", 422, "not-understood"),
        ("/consistency?old_size=99", 404, "not-found"),
        ("/nothing", 404, "not-found"),
        ("/", 404, "not-found"),
        ("", 404, "not-found"),
    ],
)
def test_what_is_wrong_is_said_in_both_languages(
    client: Client, whole: WholeRegister, address: str, status: int, code: str
) -> None:
    told = ask(client, address, status)
    assert told["code"] == code and set(told["message"]) == {"en", "fr"}


def test_another_method_another_host_and_no_register_are_refused_as_json(
    client: Client, press: Press
) -> None:
    for method in ("post", "put", "patch", "delete", "options"):
        response = getattr(client, method)(f"{API}/entries")
        assert (response.status_code, json.loads(response.content)["code"]) == (405, "not-that-way")
        assert response.headers["Allow"] == "GET, HEAD"
    assert client.get(f"{API}/entries", headers={"host": "elsewhere.example"}).status_code == 400
    assert ask(client, "/entries", 404)["code"] == "nothing-published"


def test_damage_is_named_and_nothing_of_it_is_told(client: Client, whole: WholeRegister) -> None:
    index = ask(client, f"/entries/{whole.changed.entry}")["version"]["index"]
    row = Leaf.objects.get(index=index)
    Leaf.objects.filter(index=index).update(openings=bytes(row.openings).replace(b"Maple", b"Birch"))
    whole.press.file(Filed())
    whole.press.sign()
    told = ask(client, f"/entries/{whole.changed.entry}")["version"]
    assert told == {"index": index, "problem": "opening-changed"}
    assert ask(client, f"/leaves/{index}")["leaf"] is None


def test_what_has_not_changed_is_not_sent_again(client: Client, whole: WholeRegister) -> None:
    address = f"{API}/entries?words=maple"
    first = client.get(address)
    tag = first.headers["ETag"]
    assert "max-age" in first.headers["Cache-Control"]
    for known in (tag, f"W/{tag}", f'"x", {tag}'):
        again = client.get(address, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"") and again.headers["ETag"] == tag
    assert client.get(f"{API}/entries", headers={"if-none-match": tag}).status_code == 200
    whole.press.file(Filed())
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    whole.press.sign()
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_a_304_reads_no_leaf(
    client: Client, whole: WholeRegister, django_assert_max_num_queries: Any
) -> None:
    address = f"{API}/entries"
    tag = client.get(address).headers["ETag"]
    with django_assert_max_num_queries(2):
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_head_is_get_without_its_body(client: Client, whole: WholeRegister) -> None:
    whole_answer, head = client.get(f"{API}/entries"), client.head(f"{API}/entries")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole_answer.content))
    assert head.headers["ETag"] == whole_answer.headers["ETag"]
    assert client.head(f"{API}/entries/{uuid4()}").status_code == 404


def test_openapi_describes_every_operation_and_loads_nothing_from_elsewhere(
    client: Client, press: Press
) -> None:
    document = ask(client, "/openapi.json")
    assert document["openapi"].startswith("3.") and len(document["paths"]) == 13
    assert "http" not in json.dumps(document).replace("HTTP", "")
    operations = [operation for each in document["paths"].values() for operation in each.values()]
    assert len({each["operationId"] for each in operations}) == 13
    assert all("422" in each["responses"] and "404" in each["responses"] for each in operations)
