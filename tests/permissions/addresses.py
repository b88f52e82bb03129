# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every address of a site, read from its URL patterns."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from django.urls import URLPattern, URLResolver


@cache
def list_names(urlconf: str) -> frozenset[str]:
    """Return the names of all pages, with their namespaces. A page without a name is not allowed."""
    return frozenset(name for name, _pattern in _walk(import_module(urlconf).urlpatterns, ""))


def list_patterns(urlconf: str) -> list[tuple[str, URLPattern]]:
    return list(_walk(import_module(urlconf).urlpatterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, space)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{prefix}{pattern.name}", pattern
