# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Docs are true: what can be set, run or visited is written down, and what is written down is there."""

import argparse
import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from safehold.cli import COMMANDS, module_of
from safehold.config.domains import DESK, PUBLIC

SETTINGS_PAGE = Path("docs/reference/settings.md")
COMMANDS_PAGE = Path("docs/reference/commands.md")
ARCHITECTURE = Path("ARCHITECTURE.md")
DECISIONS = sorted(Path("docs/decisions").glob("[0-9]*.md"))
OUTSIDE = {".venv", "build", "data", "node_modules", ".git", ".pytest_cache", ".hypothesis"}
PAGES = [p for p in sorted(Path().rglob("*.md")) if not OUTSIDE & set(p.parts)]
FROM_THE_ROOT = ("safehold/", "tests/", "docs/", "bench/", "requirements/", ".ci/")

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
READERS = ("os.environ.get", "os.getenv", "database")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
NAMED_TEST = re.compile(r"`([\w./]+\.py)::(\w+)`")
ROW = re.compile(r"^\| `([\w-]+)", re.MULTILINE)
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")
VARIABLE = re.compile(r"^\| `([A-Z][A-Z0-9_]+)`", re.MULTILINE)


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """A page without its fenced examples."""
    return FENCE.sub("", read(page))


def section(page: Path, heading: str) -> str:
    """The text under a heading, to the next heading; empty when there is none."""
    found = re.search(rf"^##+ `{re.escape(heading)}`.*?(?=^##|\Z)", read(page), re.MULTILINE | re.DOTALL)
    return found.group() if found else ""


def variables_read(source: Path) -> set[str]:
    """The environment variables that a settings module reads, through os.environ or `database`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(read(source))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "os.environ.get",
            "os.getenv",
            "database",
        ):
            given = node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            given = node.slice
        else:
            continue
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            names.add(given.value)
    return names


def all_variables() -> set[str]:
    return set().union(*map(variables_read, Path("safehold/config/settings").glob("*.py")))


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*?##", read(Path("Makefile")), re.MULTILINE))


def test_settings_are_found() -> None:
    assert {"SAFEHOLD_DATA", "DATABASE_URL", "PUBLIC_DATABASE_URL"} <= all_variables()


def test_every_environment_variable_is_documented() -> None:
    assert all_variables() - set(VARIABLE.findall(read(SETTINGS_PAGE))) == set()


def test_every_documented_variable_is_read() -> None:
    assert set(VARIABLE.findall(read(SETTINGS_PAGE))) - all_variables() == set()


def options_of(command: str) -> set[str]:
    """What a command takes: its options in their long form, and the names of its arguments."""
    parser = argparse.ArgumentParser(add_help=False)
    import_module(module_of(command)).add_arguments(parser)
    return named_by(parser)


def named_by(parser: argparse.ArgumentParser) -> set[str]:
    shown = [action for action in parser._actions if action.help != argparse.SUPPRESS]
    named = {action.option_strings[-1] if action.option_strings else action.dest for action in shown}
    kinds = [a.choices.values() for a in shown if isinstance(a, argparse._SubParsersAction)]
    return named.union(*(named_by(kind) for each in kinds for kind in each)) - {"--help"}


@pytest.mark.parametrize("command", COMMANDS)
def test_command_and_its_options_are_documented(command: str) -> None:
    text = section(COMMANDS_PAGE, f"safehold {command}")
    assert text, f"no section for safehold {command}"
    assert {option for option in options_of(command) if option not in text} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_documented_option_is_taken(command: str) -> None:
    """The rows of a command's table, and what stands behind its name on any page, an example or not."""
    named = set(ROW.findall(section(COMMANDS_PAGE, f"safehold {command}")))
    for page in PAGES:
        for given in re.findall(rf"safehold {command}\b([^`\n|;&]*)", read(page)):
            named |= set(OPTION.findall(given))
    assert named - options_of(command) == set()


@pytest.mark.parametrize("target", sorted(make_targets()))
def test_make_target_is_documented(target: str) -> None:
    assert f"`make {target}" in read(COMMANDS_PAGE)


def test_no_documented_command_or_target_is_invented() -> None:
    text = "\n".join(read(page) for page in PAGES)
    ghosts = {name for name in re.findall(r"`make ([a-z-]+)", text) if name not in make_targets()}
    ghosts |= {name for name in re.findall(r"`safehold ([a-z-]+)", text) if name not in COMMANDS}
    assert ghosts == set()


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as repository hosts make them."""
    headings = re.findall(r"^#+ (.+?)\s*$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_relative_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_named_tests_exist(page: Path) -> None:
    missing = [
        f"{path}::{name}"
        for path, name in NAMED_TEST.findall(read(page))
        if not Path(path).exists() or f"def {name}(" not in read(Path(path))
    ]
    assert missing == []


@pytest.mark.parametrize("page", [p for p in PAGES if p.parts[0] == "docs" or len(p.parts) == 1], ids=str)
def test_named_paths_exist(page: Path) -> None:
    """Paths in backticks that start at the root of the house are there; patterns are not looked at."""
    named = {text.split("::")[0] for text in CODE.findall(prose(page)) if text.startswith(FROM_THE_ROOT)}
    plain = {path for path in named if not re.search(r"[*<>{} …]", path)}
    assert {path for path in plain if not Path(path).exists()} == set()


@pytest.mark.parametrize("domain", [*PUBLIC, *DESK])
def test_every_domain_has_its_place_in_the_architecture(domain: str) -> None:
    assert f"`{domain.replace('.', '/')}" in read(ARCHITECTURE)


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_decision_says_why(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", read(page), re.MULTILINE)
    assert headings == ["Context", "Options", "Choice", "Consequences"]
