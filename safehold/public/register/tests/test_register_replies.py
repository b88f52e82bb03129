# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A notice is published about an entry: its registrant answers it, and nobody else does."""

from datetime import date

import pytest

from safehold.public.register import actions, queries
from safehold.public.register.tests.published import Filed, Press
from safehold.public.register.tests.registrant import Registrant

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 23)
NOTICE = {"nature": "Late filing", "text": "Due on 16 November."}


@pytest.fixture
def ruth(press: Press) -> Registrant:
    ruth, filed = Registrant().join(), Filed()
    filing = ruth.file()
    actions.mark_collected(filing, TODAY)
    actions.store_answer(filing, "accepted", on=TODAY, entry_id=filed.entry, number="1")
    press.file(filed)
    press.publish("notice", NOTICE, form="notice/1", filed=filed)
    return ruth


def test_a_notice_is_shown_once_a_checkpoint_covers_it(ruth: Registrant, press: Press) -> None:
    assert "A notice" not in ruth.get("account").content.decode()
    assert ruth.post("filings/answer/1/representation").status_code == 404
    press.sign()
    text = ruth.get("account").content.decode()
    assert "A notice" in text and "Make representations" in text


@pytest.mark.parametrize("kind", ["representation", "reply"])
def test_an_answer_is_sent_with_the_leaf_that_it_answers(ruth: Registrant, press: Press, kind: str) -> None:
    press.sign()
    begun = ruth.post(f"filings/answer/1/{kind}")
    draft = begun.headers["Location"].split("/filings/")[1].split("/")[0]
    assert ruth.post(f"filings/{draft}/step/words", {"text": " "}).status_code == 422
    assert ruth.post(f"filings/{draft}/step/words", {"text": "It was the post."}).status_code == 302
    assert "It was the post." in ruth.get(f"filings/{draft}/preview").content.decode()
    assert ruth.send(draft).status_code == 302
    (sent,) = queries.list_sent_filings()
    assert (sent.kind, sent.form, sent.about) == (kind, f"{kind}/1", 1)
    assert sent.values == {"text": "It was the post."}
    assert sent.entry_id is not None
    assert "It was the post." in ruth.get(f"filings/{draft}").content.decode()


def test_a_filing_itself_and_another_registrants_notice_are_not_answered(
    ruth: Registrant, press: Press
) -> None:
    press.sign()
    assert ruth.post("filings/answer/0/reply").status_code == 404
    assert ruth.post("filings/answer/1/filing").status_code == 404
    other = Registrant().join()
    assert "A notice" not in other.get("account").content.decode()
    assert other.post("filings/answer/1/reply").status_code == 404
