# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms: what is taken out of words, and what a screen reader is told."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from safehold.web.forms import (
    LineField,
    ManyChoices,
    OneChoice,
    Option,
    SafeholdForm,
    ShortText,
    WordsField,
    clean_words,
)

WEB = Path(__file__).parents[1]


class Sample(SafeholdForm):
    words = WordsField(label="What happened?", help_text="In your own words.", max_length=20)
    place = LineField(label="Where?", required=False)
    more = WordsField(label="More", required=False, widget=ShortText)
    desk = forms.ChoiceField(
        label="Desk", help_text="Who reads it.", widget=OneChoice, choices=[("a", Option("First", "English"))]
    )
    also = forms.MultipleChoiceField(
        label="Also", required=False, widget=ManyChoices, choices=[("b", "B & co")]
    )
    answer = forms.BooleanField(label="Answer me", help_text="Here.", required=False)
    receipt = forms.CharField(widget=forms.HiddenInput, required=False)


def test_words_stay_as_they_were_written() -> None:
    form = Sample({"words": "  a\tb\r\nc\rd \n", "desk": "a"})
    assert form.is_valid()
    assert form.cleaned_data["words"] == "  a\tb\nc\nd \n"


def test_what_nobody_typed_is_taken_out_and_not_refused() -> None:
    form = Sample({"words": "a\x00b\x1b[31m\x7f\x85\ufffe", "place": "one\ntwo\x00", "desk": "a"})
    assert form.is_valid()
    assert form.cleaned_data["words"] == "ab[31m"
    assert form.cleaned_data["place"] == "one two"


@pytest.mark.parametrize("words", ["", "   ", "\n\t", "\x00\x01"])
def test_blank_words_count_as_none(words: str) -> None:
    form = Sample({"words": words, "desk": "a"})
    assert form.errors["words"] == ["Please fill this in."]


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_words(text)
    assert clean_words(once) == once
    once.encode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", once)


@pytest.mark.parametrize("text", ["كۆ\u200cپ \u200f", "བོད་\u0f0bཡིག", "👩\u200d👧", "e\u0301", "a\u00a0b"])
def test_joiners_and_marks_of_every_script_stay(text: str) -> None:
    assert clean_words(text) == text


def test_messages_are_kind() -> None:
    form = Sample({"words": "x" * 21, "desk": "zzz"})
    assert form.errors["words"] == ["This is too long: 21 characters. At most 20 can be sent."]
    assert form.errors["desk"] == ["Please choose one of these."]


def test_errors_are_linked_to_their_fields() -> None:
    page = render_to_string("components/form.html", {"form": Sample({"receipt": "kept"})})
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert len(ids) == len(re.findall(r'\bid="([^"]+)"', page))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in ids
    for targets in re.findall(r'aria-describedby="([^"]+)"', page):
        assert set(targets.split()) <= ids
    for target in re.findall(r'<label[^>]* for="([^"]+)"', page):
        assert target in ids
    assert 'href="#id_words"' in page
    assert 'href="#id_desk_0"' in page
    assert 'aria-invalid="true"' in page
    assert "B &amp; co" in page
    assert "<small>English</small>" in page


def test_what_was_typed_is_still_there_after_an_error() -> None:
    page = render_to_string("components/form.html", {"form": Sample({"place": "<Ürümchi>", "also": ["b"]})})
    assert 'value="&lt;Ürümchi&gt;"' in page
    assert re.search(r'name="also" value="b"[^>]*checked', page)


@pytest.mark.parametrize("path", sorted(WEB.glob("templates/**/*.html")), ids=lambda p: p.name)
def test_no_template_has_a_style_or_script_of_its_own(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", text)


@pytest.mark.parametrize("path", sorted(WEB.glob("static/*.css")), ids=lambda p: p.name)
def test_styles_know_no_left_and_right_and_fetch_nothing(path: Path) -> None:
    text = path.read_text()
    assert not re.search(
        r"(?<![\w-])(left|right|margin-top|margin-bottom|padding-top|padding-bottom)\s*:", text
    )
    assert not re.search(r"-(left|right)\s*:", text)
    assert not re.search(r"url\(|@import", text)
