# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A plain browser for the demo: it reads pages and sends the forms that stand in them, over HTTP."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

TIMEOUT_SECONDS = 30


@dataclass
class Form:
    """One form as it stands in a page; `fields` are its controls with the values they have."""

    action: str
    method: str
    enctype: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return any(name == n for n, _ in self.fields)


class FormReader(HTMLParser):
    """Collect a page's forms, and its text without tags."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._textarea: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.forms.append(
                Form(given.get("action", ""), given.get("method", "get").lower(), given.get("enctype", ""))
            )
        elif self.forms:
            self._read_control(tag, given)

    def _read_control(self, tag: str, given: dict[str, str]) -> None:
        name, fields = given.get("name", ""), self.forms[-1].fields
        if tag == "textarea":
            self._textarea = name
            fields.append((name, ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            fields.append((self._select, given.get("value", "")))
        elif tag == "input" and name:
            kind = given.get("type", "text")
            if kind in ("radio", "checkbox") and "checked" not in given:
                return
            if kind not in ("submit", "file", "button"):
                fields.append((name, given.get("value", "on" if kind == "checkbox" else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            name, value = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = (name, value + data.removeprefix("\n") if not value else value + data)
        elif data.strip():
            self.words.append(data.strip())


class Browser:
    """One person's browser: its own cookies, the page it is on."""

    def __init__(self, origin: str, languages: str = "en") -> None:
        self.origin = origin
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = languages
        self.address = origin
        self.status = 0
        self.html = ""

    def open(self, path: str) -> "Browser":
        return self._arrive(self.session.get(urljoin(self.address, path), timeout=TIMEOUT_SECONDS))

    def send(
        self,
        form: Form,
        changes: dict[str, str | list[str]] | None = None,
        files: dict[str, tuple[str, bytes, str]] | None = None,
    ) -> "Browser":
        """Send a form of the page with some controls changed, as a browser would."""
        changed = changes or {}
        pairs = [(n, v) for n, v in form.fields if n not in changed]
        for name, value in changed.items():
            pairs += [(name, v) for v in ([value] if isinstance(value, str) else value)]
        pairs.sort(key=lambda pair: pair[0] == "end")
        target = urljoin(self.address, form.action or self.address)
        if form.method == "get":
            return self._arrive(self.session.get(target, params=pairs, timeout=TIMEOUT_SECONDS))
        headers = {"Origin": self.origin, "Referer": self.address, "Sec-Fetch-Site": "same-origin"}
        return self._arrive(
            self.session.post(target, data=pairs, files=files, headers=headers, timeout=TIMEOUT_SECONDS)
        )

    def form(self, *, having: str = "", action: str = "") -> Form:
        """Return the first form of the page with a control named `having` and `action` in its address."""
        for form in self._read().forms:
            if (not having or form.has(having)) and action in urljoin(self.address, form.action):
                return form
        raise LookupError(f"{self.address} ({self.status}) has no form with {having or action!r}")

    @property
    def forms(self) -> list[Form]:
        return self._read().forms

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._read().words).split())

    def _read(self) -> FormReader:
        reader = FormReader()
        reader.feed(self.html)
        return reader

    def _arrive(self, answer: requests.Response) -> "Browser":
        self.address, self.status, self.html = answer.url, answer.status_code, answer.text
        return self
