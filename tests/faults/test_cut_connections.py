# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report whose connection ends anywhere is kept whole or not at all, on the real server."""

import time
from collections.abc import Callable

import pytest

from safehold.core.receipts import generate
from tests.faults.parts import FORM_PAIRS, WORDS, encode_form, places_in_form
from tests.faults.site import FORM_TYPE, Line, Site

CUT = "Your connection was cut before everything arrived"
UNANSWERED = 0
"""A server that closes on bytes it did not read may take its own answer back (a TCP reset)."""
ENDINGS: dict[str, Callable[[Line], object]] = {"closed": Line.cut, "reset": Line.reset}


def whole_report(site: Site) -> tuple[str, str, bytes]:
    """Fill the form as somebody who tells everything; return the code, the address and the body."""
    form = site.review()
    digits = generate().digits
    typed = {"words": WORDS, "receipt": digits, **FORM_PAIRS}
    pairs = [(n, v) for n, v in form.fields if n not in {*typed, "end"}]
    return digits, form.action, encode_form([*typed.items(), *pairs, ("end", "1")])


@pytest.mark.parametrize("address", ["/en/send", "/en/review", "/en/return", "/en/"])
def test_a_form_cut_in_any_part_is_answered_kindly_and_kept_nowhere(site: Site, address: str) -> None:
    """The sender stops sending and still listens. Once the length says more, once it hides the cut."""
    before = site.counts()
    digits, action, body = whole_report(site)
    assert len(places_in_form(body)) > 100
    for place in places_in_form(body)[:: 1 if address == action else 9]:
        for stated in {len(body), place}:
            line = site.line()
            line.send(site.head(address, stated) + body[:place])
            answer = line.half_close() if stated > place else line.read()
            assert (answer.status, CUT in answer.page) == (400, True), (place, stated, answer.status)
    site.must_keep_nothing_since(before)
    if address == action:
        assert site.post(action, body).status == 200
        assert [w.splitlines() for w in site.words_of(digits)] == [WORDS.splitlines()]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_line_that_dies_in_any_part_keeps_nothing(site: Site, ending: str) -> None:
    before = site.counts()
    digits, action, body = whole_report(site)
    for place in places_in_form(body)[::2]:
        line = site.line()
        line.send(site.head(action, len(body)) + body[:place])
        ENDINGS[ending](line)
    time.sleep(0.3)
    site.must_keep_nothing_since(before)
    assert site.post(action, body).status == 200
    assert len(site.words_of(digits)) == 1


def test_a_head_cut_anywhere_keeps_nothing(site: Site) -> None:
    before = site.counts()
    _digits, action, body = whole_report(site)
    head = site.head(action, len(body))
    for place in range(0, len(head), 11):
        line = site.line()
        line.send(head[:place])
        line.cut()
    site.must_keep_nothing_since(before)


def test_a_report_that_trickles_in_arrives(site: Site) -> None:
    """A slow line is not a cut one, and it does not hold up others."""
    digits, action, body = whole_report(site)
    slow = [site.line() for _ in range(8)]
    for line in slow[1:]:
        line.send(site.head(action, len(body)) + body[:30])
    slow[0].send(site.head(action, len(body)))
    for start in range(0, len(body), 97):
        slow[0].send(body[start : start + 97])
        time.sleep(0.01)
    assert slow[0].read().status == 200
    assert site.browser().open("/en/").status == 200
    for line in slow[1:]:
        assert line.half_close().status == 400
    assert len(site.words_of(digits)) == 1


def test_a_wrong_length_is_never_taken_for_whole(site: Site) -> None:
    before = site.counts()
    digits, action, body = whole_report(site)
    for stated in (len(body) + 1, len(body) + 5000, len(body) - 1, len(body) - 6, 1, 0):
        line = site.line()
        line.send(site.head(action, stated) + body)
        answer = line.half_close() if stated > len(body) else line.read()
        assert answer.status in {400, UNANSWERED}, (stated, answer.status)
    site.must_keep_nothing_since(before)
    assert site.post(action, body).status == 200
    assert len(site.words_of(digits)) == 1


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "+5", "12, 12", ""])
def test_a_length_that_is_no_number_is_refused(site: Site, length: str) -> None:
    before = site.counts()
    _digits, action, body = whole_report(site)
    line = site.line()
    line.send(site.head(action, None, FORM_TYPE, f"Content-Length: {length}") + body)
    assert line.half_close().status in {400, 411, UNANSWERED}
    site.must_keep_nothing_since(before)


@pytest.mark.parametrize("cut", ["inside a chunk", "between chunks", "before the last chunk", "nowhere"])
def test_a_body_in_chunks_is_refused_wherever_it_ends(site: Site, cut: str) -> None:
    """Chunks have no length that could be held against what arrived."""
    before = site.counts()
    _digits, action, body = whole_report(site)
    middle = len(body) // 2
    first, second = body[:middle], body[middle:]
    sent = {
        "inside a chunk": b"%x\r\n%b" % (len(body), first),
        "between chunks": b"%x\r\n%b\r\n" % (middle, first),
        "before the last chunk": b"%x\r\n%b\r\n%x\r\n%b\r\n" % (middle, first, len(second), second),
        "nowhere": b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body),
    }[cut]
    for more in ((), (f"Content-Length: {len(body)}",)):
        line = site.line()
        line.send(site.head(action, None, FORM_TYPE, "Transfer-Encoding: chunked", *more) + sent)
        assert line.half_close().status in {400, 411, UNANSWERED}
    site.must_keep_nothing_since(before)


def test_the_site_says_nothing_about_any_of_it_in_its_log(site: Site) -> None:
    """Cuts are daily life: no line, and above all no content."""
    _digits, action, body = whole_report(site)
    line = site.line()
    line.send(site.head(action, len(body)) + body[: len(body) // 2])
    line.half_close()
    assert "sister" not in site.log
    assert "Traceback" not in site.log
