# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A prepared page holds blanks; what fills them belongs to one answer only and is escaped."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from safehold.web import prepared
from safehold.web.prepared import PreparedPage

CODE = "[the code]"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time a template is rendered: for whom."""
    times: list[str] = []

    def render(_template: str, context: dict[str, str], _request: HttpRequest) -> str:
        times.append(context["desk"])
        return f"<b>{context['code']}</b> to {context['desk']}"

    monkeypatch.setattr(prepared, "render_to_string", render)
    return times


def test_a_page_is_rendered_once_and_filled_for_each(rendered: list[str]) -> None:
    page, request = PreparedPage("x.html", [CODE]), RequestFactory().get("/")
    for code in ("1111", "2222"):
        filled = page.fill(request, "A", {"desk": "A", "code": CODE}, {CODE: code})
        assert filled == f"<b>{code}</b> to A"
    page.fill(request, "B", {"desk": "B", "code": CODE}, {CODE: "3333"})
    assert rendered == ["A", "B"]
    assert not any(code in str(vars(page)) for code in ("1111", "2222", "3333"))


@pytest.mark.usefixtures("rendered")
def test_what_fills_a_blank_is_escaped() -> None:
    page = PreparedPage("x.html", [CODE])
    filled = page.fill(RequestFactory().get("/"), "A", {"desk": "A", "code": CODE}, {CODE: "<i>"})
    assert filled == "<b>&lt;i&gt;</b> to A"
