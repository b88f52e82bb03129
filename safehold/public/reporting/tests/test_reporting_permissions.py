# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each public page answers. There are no members here: everybody gets the same, whatever cookies they carry.

Columns: GET; a whole POST with nothing in it; one that was cut; one that another site made the browser send; PUT.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safehold.public.reporting.tests.coalition import MadeCoalition
from tests.permissions.addresses import list_names, list_patterns

URLCONF = "safehold.config.public_urls"
FORM = "application/x-www-form-urlencoded"
UNKNOWN_CAPABILITY = "A" * 43

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
"""
ROWS = {page: answers for page, *answers in (line.split() for line in TABLE.splitlines() if line)}


def test_table_names_every_page_and_no_other() -> None:
    assert set(ROWS) == list_names(URLCONF)


@pytest.mark.parametrize("page", list(ROWS))
@pytest.mark.parametrize("who", ["amina", "noor", "operator"])
def test_page_answers_everybody_as_listed(page: str, who: str, coalition: MadeCoalition) -> None:
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
    known = {"language": "en", "capability": UNKNOWN_CAPABILITY}
    return reverse(page, kwargs={name: known[name] for name in wanted})


def describe(answer: Any) -> str:
    if answer.status_code != 302:
        return str(answer.status_code)
    return ">return" if answer.headers["Location"].endswith("/return") else ">form"
