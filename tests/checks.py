# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make check`, the parts that are ours: migrations are written, translations are whole, templates are sound."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = Path("safehold/locale")
COMPLETE = {"fr"}
"""Languages in which every text is written; English is the source."""
DRAFTED = {"zh_Hans", "zh_Hant", "bo", "ug"}
"""Languages in which every text of the public side is drafted."""
PUBLIC_SOURCES = (
    "public/",
    "web/templates/public",
    "web/templates/base",
    "web/templates/components",
    "web/templates/errors",
)


def check_migrations() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as data:
        done = subprocess.run(
            [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "safehold.config.settings.desk",
                "SAFEHOLD_DATA": data,
            },
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        yield f"models have changed without a migration: make migrations\n{done.stdout}{done.stderr}"


def check_migrations_are_closed() -> Iterator[str]:
    for path in Path("safehold").rglob("migrations/0*.py"):
        if re.search(r"^\s*(from|import) safehold", path.read_text(), re.MULTILINE):
            yield f"{path} imports from the application"


def read_catalog(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


def check_translations() -> Iterator[str]:
    """Each text that must be translated is, with the same placeholders."""
    for language in sorted(COMPLETE | DRAFTED):
        for message in read_catalog(language):
            places = [place for place, _line in message.locations]
            if not message.id or (language in DRAFTED and not any(_is_public(p) for p in places)):
                continue
            written = [message.string] if isinstance(message.string, str) else list(message.string or [""])
            if message.fuzzy or not all(written):
                yield f"{language}: not translated: {message.id!r} ({', '.join(places[:2])})"
            yield from (f"{language}: {message.id!r}: {problem}" for problem in _placeholders(message))


def _is_public(place: str) -> bool:
    return any(source in place for source in PUBLIC_SOURCES)


def _placeholders(message: object) -> Iterator[str]:
    ids, strings = (
        [value] if isinstance(value, str) else list(value)
        for value in (message.id, message.string)  # type: ignore[attr-defined]
    )
    wanted = set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", ids[-1]))
    for text in strings:
        found = set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))
        if text and (found - wanted or (len(strings) == 1 and wanted - found)):
            yield f"placeholders differ: {sorted(found ^ wanted)}"


def check_new_texts_are_collected() -> Iterator[str]:
    """The catalogues hold every text in the sources (needs gettext; says so where it is absent)."""
    if not shutil.which("xgettext"):
        print("translations: xgettext is not installed, so new texts were not looked for (make setup-system)")
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "safehold"
        shutil.copytree("safehold", copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        subprocess.run(
            [
                sys.executable,
                "-m",
                "django",
                "makemessages",
                "--locale",
                "fr",
                "--add-location=file",
                "--no-wrap",
                "-v",
                "0",
            ],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
            check=True,
        )
        with (copy / "locale/fr/LC_MESSAGES/django.po").open("rb") as file:
            fresh = {message.id for message in read_po(file) if message.id}
    for language in sorted(COMPLETE | DRAFTED):
        missing = fresh - {message.id for message in read_catalog(language)}
        if missing:
            first = min(map(str, missing))
            yield f"{language}: {len(missing)} texts are not collected: make messages; the first: {first!r}"


def check_templates() -> Iterator[str]:
    """Every template compiles, and djlint finds nothing of weight."""
    for site in ("public", "desk"):
        script = (
            "import django, pathlib; django.setup(); from django.template.loader import get_template; "
            "from django.conf import settings; from django.apps import apps; "
            "[get_template(str(p.relative_to(r))) for a in apps.get_app_configs() if a.name.startswith('safehold') "
            "and (settings.SITE == 'desk' or 'desk' not in a.name) "
            "for r in [pathlib.Path(a.path) / 'templates'] for p in r.rglob('*.*') if p.is_file()]"
        )
        with tempfile.TemporaryDirectory() as data:
            done = subprocess.run(
                [sys.executable, "-c", script],
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": f"safehold.config.settings.{site}",
                    "SAFEHOLD_DATA": data,
                },
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode:
            yield f"a template of the {site} site does not compile: {done.stderr.strip().splitlines()[-1]}"
    lint = Path(sys.executable).parent / "djlint"
    done = subprocess.run(
        [lint, "safehold", "--lint", "--quiet"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        yield done.stdout


CHECKS: list[Callable[[], Iterator[str]]] = [
    check_migrations,
    check_migrations_are_closed,
    check_translations,
    check_new_texts_are_collected,
    check_templates,
]


def main() -> int:
    problems = [problem for check in CHECKS for problem in check()]
    for problem in problems:
        print(problem)
    print(f"checks: {len(CHECKS)} done, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
