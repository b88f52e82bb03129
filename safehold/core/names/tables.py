# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of this package, read at first use."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


def read_lines(name: str) -> Iterator[str]:
    """The lines of a table, without its notes."""
    with (_FOLDER / name).open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\n")


@functools.cache
def read_yaml(name: str) -> dict[str, Any]:
    """A table written as YAML."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read = yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 (a safe loader)
    if not isinstance(read, dict):
        raise TypeError(name)
    return read


@functools.cache
def read_words(name: str, key: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(str(read_yaml(name)[key]).split())


def read_pairs(text: str) -> dict[str, str]:
    """A small table written as "key=value" words."""
    return dict(pair.split("=", 1) for pair in text.split())


def read_lists(text: str) -> dict[str, list[str]]:
    """A small table written as "key=value,value" words."""
    return {key: values.split(",") for key, values in read_pairs(text).items()}
