# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of the house that imports cannot show."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HEADER = "# SPDX-FileCopyrightText: The Safehold contributors\n# SPDX-License-Identifier: AGPL-3.0-or-later\n"
OURS = [p for folder in ("safehold", "tests", "bench") for p in sorted(Path(folder).rglob("*.py"))]
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


@pytest.mark.parametrize("path", OURS, ids=str)
def test_file_says_its_licence(path: Path) -> None:
    assert path.read_text().startswith(HEADER)


def test_no_room_for_odds_and_ends() -> None:
    assert not [p for p in OURS if p.stem in FORBIDDEN_NAMES]


def test_bare_transaction_is_a_lint_error(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("from django.db import transaction\n\nwith transaction.atomic():\n    pass\n")
    ruff = Path(sys.executable).parent / "ruff"
    answer = subprocess.run(
        [ruff, "check", "--config", "pyproject.toml", "--no-cache", planted],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "TID251" in answer.stdout


def test_public_process_has_no_desk() -> None:
    """The public application loads with no module of the desk and no address of the desk's database."""
    script = (
        "import sys; from safehold.config.public_wsgi import application; from django.conf import settings; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "assert not [m for m in sys.modules if m.startswith('safehold.desk')]; "
        "assert list(settings.DATABASES) == ['default']; assert 'desk' not in str(settings.DATABASES)"
    )
    clean = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    subprocess.run([sys.executable, "-c", script], check=True, env=clean)


def test_no_template_carries_inline_style_or_script() -> None:
    inline = re.compile(r"<script(?![^>]*(?:src=|nonce))|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    found = [str(p) for p in Path("safehold").rglob("*.html") if inline.search(p.read_text())]
    assert not found


def foreign_models(path: Path) -> set[str]:
    """Names that a module takes from another domain's models."""
    own = ".".join(path.with_suffix("").parts[:3])
    return {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.endswith(".models")
        and node.module.startswith(("safehold.desk.", "safehold.public."))
        and not node.module.startswith(f"{own}.")
        for alias in node.names
    }


def test_nobody_reaches_another_domains_rows() -> None:
    """Models of another domain are for foreign keys and types; its queries are the only road to its rows."""
    found = []
    for path in (p for p in OURS if p.parts[0] == "safehold" and not {"tests", "migrations"} & set(p.parts)):
        names = foreign_models(path)
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Attribute)
                and node.attr == "objects"
                and isinstance(node.value, ast.Name)
            ):
                found += [f"{path}:{node.lineno}"] * (node.value.id in names)
    assert not found


def test_a_text_for_people_is_written_with_its_own_letters() -> None:
    """What collects texts copies an escape as it stands: such a text is then found in no language."""
    escaped = re.compile(r"""_\([^)]*\\u[0-9a-fA-F]{4}""")
    assert not [
        str(path)
        for path in OURS
        if path.parts[0] == "safehold" and "tests" not in path.parts and escaped.search(path.read_text())
    ]
