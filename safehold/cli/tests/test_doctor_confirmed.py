# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The doctor looks at the registrar's file of confirmed rules."""

from pathlib import Path

import pytest
from pytest_django import Settings

from safehold.cli.doctor.confirmed import check_confirmed_rules

LEVEL = "in_force:\n- {scheme: ca-fitaa, level: federal, applies_from: 2026-08-04, source: %s, read_on: 2026-08-05}\n"


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        (None, 0o644, []),
        (LEVEL % "Gazette", 0o644, []),
        (LEVEL % "Gazette", 0o664, ["can be written by others"]),
        (LEVEL % "' '", 0o644, ["cannot be used"]),
    ],
)
def test_a_file_that_cannot_be_used_or_is_open_to_others_is_named(
    settings: Settings, tmp_path: Path, text: str | None, mode: int, said: list[str]
) -> None:
    path = tmp_path / "register-values.yaml"
    settings.REGISTER_VALUES = path
    if text is not None:
        path.write_text(text)
        path.chmod(mode)
    found = [finding.what for finding in check_confirmed_rules()]
    assert len(found) == len(said)
    assert all(words in what for words, what in zip(said, found, strict=True))
