# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same thing sent twice is kept once, however closely it follows itself, and over a killed process too."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from safehold.core.receipts import generate, parse
from tests.crowd import CODE, GROUPS
from tests.faults.parts import MULTIPART, encode_form, upload
from tests.faults.site import Answer, Site

CLICKS = 10


def report(site: Site, words: str, digits: str) -> bytes:
    pairs = [(n, {"words": words, "receipt": digits}.get(n, v)) for n, v in site.review().fields]
    return encode_form(pairs)


def send_at_once(site: Site, address: str, bodies: list[bytes], content_type: str = "") -> list[Answer]:
    """Open all lines, send all but the last byte of each, then let go together."""
    gate = threading.Barrier(len(bodies))
    kind = [content_type] if content_type else []

    def send(body: bytes) -> Answer:
        line = site.line()
        line.send(site.head(address, len(body), *kind) + body[:-1])
        gate.wait(10)
        line.send(body[-1:])
        return line.read()

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(send, bodies))


def code_in(answer: Answer) -> str:
    return " ".join(group.decode() for group in CODE.findall(answer.page.encode())[:GROUPS])


def test_ten_clicks_at_once_are_one_report_with_one_code(site: Site) -> None:
    before, digits = site.counts(), generate().digits
    answers = send_at_once(site, "/en/send", [report(site, "clicked", digits)] * CLICKS)
    assert [answer.status for answer in answers] == [200] * CLICKS
    assert {code_in(answer) for answer in answers} == {digits}
    assert site.counts() == before | {"mailbox": before["mailbox"] + 1, "envelope": before["envelope"] + 1}
    assert site.words_of(digits) == ["clicked"]
    assert sum("had already arrived" in answer.page for answer in answers) == CLICKS - 1


def test_another_text_under_the_same_code_is_an_addition_and_said_so(site: Site) -> None:
    digits = generate().digits
    assert site.post("/en/send", report(site, "first", digits)).status == 200
    before = site.counts()
    answer = site.post("/en/send", report(site, "first, and more", digits))
    assert (answer.status, code_in(answer)) == (200, digits)
    assert "What you have now written is kept with it" in answer.page
    again = site.post("/en/send", report(site, "first, and more", digits))
    assert "had already arrived" in again.page
    assert site.counts() == before | {"envelope": before["envelope"] + 1}


def test_different_texts_at_once_under_one_code_are_all_kept(site: Site) -> None:
    before, digits = site.counts(), generate().digits
    texts = [report(site, f"version {n // 2}", digits) for n in range(CLICKS)]
    answers = send_at_once(site, "/en/send", texts)
    assert [answer.status for answer in answers] == [200] * CLICKS
    assert {code_in(answer) for answer in answers} == {digits}
    assert site.counts() == before | {
        "mailbox": before["mailbox"] + 1,
        "envelope": before["envelope"] + CLICKS // 2,
    }
    kinds = site.rows(
        "SELECT e.kind FROM reporting_envelope e JOIN reporting_mailbox m ON m.id = e.mailbox_id "
        "WHERE m.lookup_id = ? ORDER BY e.kind",
        parse(digits).lookup_id,
    )
    assert [kind for (kind,) in kinds] == ["addition"] * (CLICKS // 2 - 1) + ["report"]


def test_the_same_file_sent_at_once_is_kept_once(site: Site) -> None:
    address, content = site.upload_form().action, os.urandom(50_000)
    before = site.counts()
    answers = send_at_once(site, address, [upload("a.jpg", content)] * 6, MULTIPART)
    assert [answer.status for answer in answers] == [200] * 6
    site.must_keep_nothing_since(
        before | {"fileenvelope": before["fileenvelope"] + 1, "files": before["files"] + 1}
    )


def test_an_answer_clicked_ten_times_is_one_message(site: Site) -> None:
    digits = generate().digits
    site.post("/en/send", report(site, "x", digits))
    browser = site.browser().open("/en/return")
    browser.send(browser.form(having="code"), {"code": digits})
    form = browser.form(action="/return/answer")
    body = encode_form([(n, {"words": "once"}.get(n, v)) for n, v in form.fields])
    before = site.counts()
    answers = send_at_once(site, "/en/return/answer", [body] * CLICKS)
    assert [answer.status for answer in answers] == [200] * CLICKS
    assert site.counts() == before | {"envelope": before["envelope"] + 1}


def test_a_retry_after_a_kill_shows_the_same_code(site: Site) -> None:
    """Killed before, while or after it was kept: pressing the button again leads to one report, one code."""
    for words in ("killed soon", "killed later", "killed last"):
        digits = generate().digits
        body = report(site, words, digits)
        line = site.line()
        line.send(site.head("/en/send", len(body)) + body)
        if words != "killed soon":
            threading.Event().wait(0.003 if words == "killed later" else 0.2)
        site.kill()
        line.read()
        site.start()
        answer = site.post("/en/send", body)
        assert (answer.status, code_in(answer)) == (200, digits)
        assert site.words_of(digits) == [words]
