# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a receiver would see: only what was chosen, each script as it is written, quickly."""

import io
import subprocess
import unicodedata
from typing import Any
from unittest.mock import patch

import pypdf
import pytest

from safehold.desk.cases import actions as case_actions
from safehold.desk.cases.actions import ActDraft, IncidentDraft
from safehold.desk.referrals import actions, adapters, queries, rules
from safehold.desk.referrals.models import Referral
from safehold.desk.referrals.tests.desk_with_case import DAY, WORDS, DeskWithCase, make_desk_with_case
from safehold.web import printing

pytestmark = pytest.mark.django_db(databases=["default", "public"])

CHINESE = "他们在我家门口等。他们知道我妹妹在哪里工作。"
TIBETAN = "ཁོང་ཚོས་ང་ལ་འཇིགས་སྐུལ་བྱས་སོང་།"
UYGHUR = "ئۇلار ماڭا تېلېفون قىلدى"
TOLD = {
    "when": "3 September",
    "where": "By the lake",
    "who_did_it": "A man with a grey car",
    "who_was_targeted": "My sister Mei",
    "relatives_at_risk": "An aunt in the old town",
    "safe_contact": "Only the library phone",
    "safe_times": "Mornings",
    "help_words": "Somebody who listens",
}
ANSWERS = {
    "words": WORDS,
    "when": TOLD["when"],
    "where": TOLD["where"],
    "who-did-it": TOLD["who_did_it"],
    "who-was-targeted": TOLD["who_was_targeted"],
    "relatives": TOLD["relatives_at_risk"],
    "reach": TOLD["safe_contact"],
    "safe-times": TOLD["safe_times"],
    "help": TOLD["help_words"],
}


def build(here: DeskWithCase, *fields: str, language: str = "en", **rest: Any) -> dict[str, Any]:
    referral = Referral.objects.first() or here.begin()
    opened = queries.open_referrals(here.unlocked, here.case, [referral])[0]
    choice = queries.Choice(language, fields, **rest)
    return queries.build_packet(queries.gather(here.unlocked, here.case), opened, choice, DAY)


def read_pdf(pdf: bytes) -> tuple[str, int]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return "\n".join(page.extract_text() for page in reader.pages), len(reader.pages)


def test_only_what_was_chosen_is_in_it() -> None:
    here = make_desk_with_case(**TOLD)
    for field, text in ANSWERS.items():
        content = str(build(here, field))
        assert text in content
        assert not [other for name, other in ANSWERS.items() if name != field and other in content]


def test_an_incident_that_was_set_aside_leaves_nothing_and_a_reason_says_that_it_is_one() -> None:
    here = make_desk_with_case()
    for title, state in (("Followed at night", "told"), ("Another family", "set-aside")):
        incident = case_actions.add_incident(here.unlocked, here.case, IncidentDraft(title, state=state), DAY)
        tactic = "DIG-DOXX" if state == "set-aside" else "INT-STLK"
        act = ActDraft(tactic, stated_reason=f"Because of {title}")
        case_actions.add_act(here.unlocked, incident, act, DAY)
    packet = build(here, "what", "incidents")
    content, items = str(packet), [item for section in packet["sections"] for item in section["items"]]
    assert "Followed at night" in content and "Another family" not in content and "DIG-DOXX" not in content
    assert [item["label"] for item in items if "Because of" in str(item)] == ["The reason that was given"]
    facts = queries.open_routing(here.unlocked, here.case, [], DAY).facts
    assert facts.tactics == {"INT-STLK"}


def test_one_ticked_box_does_not_stay_many_codes_once_somebody_wrote_down_what_was_done() -> None:
    here = make_desk_with_case(tactics=("PRX-QUES", "PRX-THRT", "PRX-LIVE"))
    assert "PRX-LIVE" in str(build(here, "what"))
    incident = case_actions.add_incident(here.unlocked, here.case, IncidentDraft("Questioned"), DAY)
    assert "PRX-LIVE" in str(build(here, "what"))
    case_actions.add_act(here.unlocked, incident, ActDraft("PRX-QUES"), DAY)
    content = str(build(here, "what"))
    assert "PRX-QUES" in content
    assert "PRX-THRT" not in content and "PRX-LIVE" not in content


def test_nothing_chosen_gives_nothing() -> None:
    here = make_desk_with_case(**TOLD)
    content = build(here)
    assert content["sections"] == content["evidence"] == []
    assert not [text for text in ANSWERS.values() if text in str(content)]


def test_case_is_not_named_by_its_own_reference() -> None:
    here = make_desk_with_case()
    assert str(here.case.id)[:6].upper()[:3] + "-" + str(here.case.id)[3:6].upper() not in str(
        build(here, "what")
    )


def test_preview_page_and_sent_packet_are_the_same_document() -> None:
    here = make_desk_with_case(**TOLD)
    referral = here.begin()
    here.pack(referral, "what", "words", "when")
    seen = actions.preview_packet(here.unlocked, referral, DAY)
    packet = actions.send_packet(here.unlocked, referral, "mail", DAY, DAY)
    assert queries.open_packet(here.unlocked, here.case, packet) == seen


def test_evidence_list_gives_the_hash_of_the_sealed_note_and_only_chosen_files() -> None:
    from hashlib import sha256

    from safehold.desk.inbox import actions as inbox
    from safehold.desk.inbox.tests.sealed_reports import collect_all

    here = make_desk_with_case()
    for name in ("photo.jpg", "letter.jpg"):
        here.reporter.add_file(name, name.encode() * 50)
    collect_all()
    inbox.file_arrivals(here.unlocked, here.case, DAY)
    items = queries.gather(here.unlocked, here.case).items
    files = {each.document.name: str(each.row.pk) for each in items}
    evidence = build(here, "files", files=(files["photo.jpg"],))["evidence"]
    assert [(file["name"], file["sha256"]) for file in evidence] == [
        ("photo.jpg", sha256(b"photo.jpg" * 50).hexdigest())
    ]
    assert build(here, "what", files=tuple(files.values()))["evidence"] == []


def test_french_packet_speaks_french_and_keeps_their_words() -> None:
    here = make_desk_with_case()
    content = build(here, "what", "words", language="fr", cover="Bonjour.")
    assert "Filature" in str(content) or "INT-STLK" in str(content)
    assert WORDS in str(content)
    assert content["head"][0][1] == "Service de police local"


@pytest.mark.parametrize(
    ("words", "language", "tag", "rtl"),
    [
        (CHINESE, "zh-hans", "zh-Hans", False),
        (CHINESE, "zh-hant", "zh-Hant", False),
        (TIBETAN, "bo", "bo", False),
        (UYGHUR, "ug", "ug", True),
        (WORDS, "ug", "en", False),
        (UYGHUR, "en", "ug", True),
    ],
)
def test_words_keep_their_script_and_direction(words: str, language: str, tag: str, rtl: bool) -> None:
    here = make_desk_with_case(words, language=language)
    (section,) = build(here, "words")["sections"]
    (item,) = section["items"]
    assert (item["text"], item["tag"], item["rtl"]) == (words, tag, rtl)


def letters_of(text: str) -> set[str]:
    """Letters alone: a PDF gives marks and joined forms back in its own way."""
    plain = unicodedata.normalize("NFKD", text)
    return {char for char in plain if unicodedata.category(char).startswith("L")}


def test_pdf_holds_every_script_and_says_whose_it_is() -> None:
    here = make_desk_with_case("\n".join([CHINESE, TIBETAN, UYGHUR, WORDS]))
    content = build(here, "words", cover="Please look into this.")
    text, pages = read_pdf(adapters.print_packet(content, DAY))
    assert "CONFIDENTIAL" in text
    assert "Page 1 / 1" in text
    assert pages == 1
    assert CHINESE in text.replace("\n", "")
    assert WORDS in text.replace("\n", " ")
    for words in (TIBETAN, UYGHUR):
        assert letters_of(words) <= letters_of(text)


def test_a_long_packet_has_as_many_pages_as_it_needs() -> None:
    here = make_desk_with_case("\n\n".join([CHINESE * 6, TIBETAN * 4, UYGHUR * 6, WORDS * 4] * 22))
    content = build(here, "words")
    content["sections"] *= 4
    assert read_pdf(adapters.print_packet(content, DAY))[1] >= 20


def test_a_script_is_drawn_only_where_a_font_has_it() -> None:
    families = ["Libertinus Serif", "Noto Sans CJK SC", "Noto Sans Devanagari"]
    assert [printing._is_drawn(script, families) for script in ("CJK", "HANGUL", "DEVANAGARI")] == [True] * 3
    assert [printing._is_drawn(script, families) for script in ("TIBETAN", "ARABIC", "TANGSA")] == [False] * 3


def test_a_text_without_a_font_is_refused() -> None:
    """Answered by the drawing process itself, before anything is drawn."""
    answer = subprocess.CalledProcessError(printing.FONT_MISSING, "draw")
    with patch.object(subprocess, "run", side_effect=answer), pytest.raises(printing.FontMissing):
        adapters.print_packet({}, DAY)


def test_typesetter_reads_nothing_from_what_was_typed() -> None:
    typed = '#read("/etc/hostname") $x$ *bold* @nobody \\ <label> `code`'
    here = make_desk_with_case(typed)
    text, _pages = read_pdf(adapters.print_packet(build(here, "words"), DAY))
    assert '#read("/etc/hostname")' in text
    assert "*bold*" in text


def test_unchanged_cover_words_follow_the_language() -> None:
    from safehold.desk.referrals.forms import PacketForm

    form = PacketForm("lead", [], {"language": "fr", "cover": queries.draft_cover("en")})
    assert form.is_valid()
    assert form.choice().cover == queries.draft_cover("fr")
    assert set(rules.fields_for("lead")) == set(rules.PACKET_FIELDS)
