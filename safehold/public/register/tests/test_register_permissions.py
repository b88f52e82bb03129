# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each account page answers a registrant about their own things, and another registrant about those.

Who is not signed in stands in the table of all public pages (public/reporting/tests/test_reporting_permissions.py).
Columns: GET and POST by the registrant; GET and POST by the other registrant.
"""

from datetime import date
from uuid import uuid4

import pytest

from safehold.public.register import account_urls, actions
from safehold.public.register.models import Draft, Filing
from safehold.public.register.tests.registrant import Registrant

TODAY = date(2026, 11, 23)

#                registrant  other registrant
TABLE = """
account-new            200 422   200 422
account-lost-password  200 422   200 422
account-sign-out       302 200   302 200
account                200 405   200 405
account-settings       200 405   200 405
account-password       200 200   200 200
account-app            200 200   200 200
account-app-remove     200 200   200 200
account-codes          200 200   200 200
account-close          200 200   200 200
filing-new             405 302   405 302
ask                    405 302   405 302
filing                 200 405   404 405
follow                 405 302   405 404
answer                 405 404   405 404
preview                200 405   404 405
send                   405 422   405 404
delete                 200 302   404 404
step                   200 422   404 404
"""
ROWS = {page: answers for page, *answers in (line.split() for line in TABLE.splitlines() if line)}
ADDRESSES = {
    str(pattern.name): str(pattern.pattern).partition("/register/")[2] for pattern in account_urls.urlpatterns
}


def test_table_names_every_account_page_and_no_other() -> None:
    assert set(ROWS) == set(ADDRESSES)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", list(ROWS))
def test_page_answers_registrant_and_other_registrant_as_listed(page: str) -> None:
    ruth, other = Registrant().join(), Registrant().join()
    sent, draft = ruth.file(), ruth.start()
    actions.mark_collected(sent, TODAY)
    actions.store_answer(sent, "accepted", on=TODAY, entry_id=uuid4(), number="1")
    path = (
        ADDRESSES[page]
        .replace("<uuid:filing>", str(sent))
        .replace("<uuid:draft>", draft)
        .replace("<slug:part>", "principal")
        .replace("<slug:kind>", "amendment")
        .replace("<int:index>", "0")
    )
    theirs = [other.get(path), other.post(path)]
    assert Draft.objects.filter(pk=draft).exists() and Filing.objects.filter(pk=sent).exists()
    own = [ruth.get(path), ruth.post(path)]
    assert [str(answer.status_code) for answer in (*own, *theirs)] == ROWS[page]
