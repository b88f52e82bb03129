# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collects the addresses of the listed domains."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path


def urls_of(domains: dict[str, str]) -> list[URLPattern | URLResolver]:
    """Return one include per domain that has a `urls` module."""
    return [
        path(prefix, include(f"{name}.urls")) for name, prefix in domains.items() if find_spec(f"{name}.urls")
    ]
