# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each public page answers. There are no members here: everybody gets the same, whatever cookies they carry.

Columns: GET; a whole POST with nothing in it; one that was cut; one that another site made the browser send; PUT.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from safehold.public.register.tests.published import Filed, Press
from safehold.public.reporting.tests.coalition import MadeCoalition
from tests.permissions.addresses import list_names, list_patterns

URLCONF = "safehold.config.public_urls"
FORM = "application/x-www-form-urlencoded"
UNKNOWN_CAPABILITY = "A" * 43
PUBLISHED = Filed()
"""The one entry of the register."""

#                       GET      POST  cut   foreign  PUT
TABLE = """
reporting:start         >form    405   400   403      405
reporting:start-in      >form    405   400   403      405
reporting:health        200      405   400   403      405
reporting:form          200      200   400   403      405
reporting:review        >form    422   400   403      405
reporting:send          >form    422   400   403      405
reporting:files         404      404   400   403      405
reporting:return        200      422   400   403      405
reporting:answer        >return  422   400   403      405
reporting:more-files    >return  422   400   403      405
reporting:withdraw      >return  422   400   403      405
reporting:grant         >return  422   400   403      405
reporting:close         >return  422   400   403      405
reporting:promises      200      405   400   403      405
reporting:about         200      405   400   403      405
register:must-i-register 200     200   400   403      405
register:start-in       >register 405 400 403    405
register:search         200      405   400   403      405
register:feed           200      405   400   403      405
register:about-log      200      405   400   403      405
register:bulletins      200      405   400   403      405
register:entry          200      405   400   403      405
register:differences    200      405   400   403      405
register:version        200      405   400   403      405
register:proof          200      405   400   403      405
register:entity         200      405   400   403      405
register:entity-feed    200      405   400   403      405
register:search-alerts  200      200   400   403      405
register:entity-alerts  200      200   400   403      405
register:confirm-alert  404      404   400   403      405
register:stop-alerts    404      404   400   403      405
register:saved-entry    200      405   400   403      405
register:saved-version  200      405   400   403      405
register:checkpoint     200      405   400   403      405
register:tile           200      405   400   403      405
register:api:checkpoint  200      405   405   405      405
register:api:consistency 422      405   405   405      405
register:api:data        200      405   405   405      405
register:api:differences 200      405   405   405      405
register:api:entities    200      405   405   405      405
register:api:entity      200      405   405   405      405
register:api:entries     200      405   405   405      405
register:api:entry       200      405   405   405      405
register:api:leaf        200      405   405   405      405
register:api:leaves      200      405   405   405      405
register:api:openapi     200      405   405   405      405
register:api:proof       200      405   405   405      405
register:api:version     200      405   405   405      405
register:api:versions    200      405   405   405      405
register:api:api-root    404      405   405   405      405
register:about-data     200      405   400   403      405
register:data-file      404      405   400   403      405
register:missing        200      422   400   403      405
register:account-new    200      422   400   403      405
register:account-lost-password 200 422 400   403      405
register:account-sign-out >account 200  400 403 405
register:account        401      405   400   403      405
register:account-settings 401    405   400   403      405
register:account-password 401    401   400   403      405
register:account-app    401      401   400   403      405
register:account-app-remove 401  401   400   403      405
register:account-codes  401      401   400   403      405
register:account-close  401      401   400   403      405
register:filing-new     405      401   400   403      405
register:ask            405      401   400   403      405
register:filing         401      405   400   403      405
register:follow         405      401   400   403      405
register:answer         405      401   400   403      405
register:preview        401      405   400   403      405
register:send           405      401   400   403      405
register:delete         401      401   400   403      405
register:step           401      401   400   403      405
"""
ROWS = {page: answers for page, *answers in (line.split() for line in TABLE.splitlines() if line)}


def test_table_names_every_page_and_no_other() -> None:
    assert set(ROWS) == list_names(URLCONF)


@pytest.mark.parametrize("page", list(ROWS))
@pytest.mark.parametrize("who", ["amina", "noor", "operator"])
def test_page_answers_everybody_as_listed(
    page: str, who: str, coalition: MadeCoalition, settings: Settings
) -> None:
    press = Press()
    settings.REGISTER_LOG_VKEY = press.vkey
    press.file(PUBLISHED)
    press.sign()
    client, address = Client(), address_of(page)
    if who != "amina":
        client.cookies["desk"] = client.cookies["unlock"] = "of the other site"
    answers = [
        client.get(address),
        client.post(address, "end=1", content_type=FORM),
        client.post(address, "words=something", content_type=FORM),
        client.post(address, "end=1", content_type=FORM, headers={"origin": "https://elsewhere.example"}),
        client.put(address, "end=1", content_type=FORM),
    ]
    assert [describe(answer) for answer in answers] == ROWS[page]
    assert not any(answer.has_header("Set-Cookie") for answer in answers)


def address_of(page: str) -> str:
    wanted = dict(list_patterns(URLCONF))[page].pattern.converters
    known = {
        "language": "en",
        "capability": UNKNOWN_CAPABILITY,
        "entry_id": PUBLISHED.entry,
        "entity_id": PUBLISHED.registrant,
        "number": 1,
        "token": UNKNOWN_CAPABILITY,
        "place": "entries/000.p/1",
        "address": "history.jsonl",
        "draft": PUBLISHED.entry,
        "filing": PUBLISHED.entry,
        "index": 0,
        "part": "principal",
        "kind": "amendment",
    }
    return reverse(page, kwargs={name: known[name] for name in wanted})


def describe(answer: Any) -> str:
    if answer.status_code != 302:
        return str(answer.status_code)
    where = {"return": ">return", "register": ">register", "account": ">account"}
    return where.get(answer.headers["Location"].rstrip("/").rpartition("/")[2], ">form")
