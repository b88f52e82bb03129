# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search for traces finds what it must: a search that cannot find proves nothing."""

import base64
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from safehold.cli.demo.traces import Secret, search_for_traces

WORDS = "他們打電話給我"
PLANTED = {
    "as it is": WORDS.encode(),
    "utf-16": WORDS.encode("utf-16-le"),
    "json": json.dumps({"words": WORDS}).encode(),
    "percent": quote(f"x={WORDS}").encode(),
    "base64": base64.b64encode(WORDS.encode()),
    "base64 shifted by one": base64.b64encode(b"a" + WORDS.encode() + b"zz"),
    "base64 shifted by two": base64.b64encode(b"ab" + WORDS.encode() + b"z"),
    "hexadecimal": WORDS.encode().hex().encode(),
}


@pytest.mark.parametrize("form", PLANTED)
def test_a_planted_secret_is_found(tmp_path: Path, form: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "file").write_bytes(b"before" + PLANTED[form] + b"after")
    assert search_for_traces(tmp_path, [Secret("the words", WORDS.encode())], quiet=True) == [
        "the words in sub/file"
    ]


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "empty").touch()
    assert search_for_traces(tmp_path, [Secret("the words", WORDS.encode())], quiet=True) == []
