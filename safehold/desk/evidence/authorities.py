# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time stamping authorities: which there are, what is trusted of each, and asking one over HTTP.

An authority is told a hash and nothing else: no cookie, no name of ours. What it answers is kept as it came; whether it
holds is for `core.timestamps`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from safehold.core.handover.layout import AUTHORITY_NAME
from safehold.core.timestamps import LARGEST_RESPONSE_BYTES

MOST = 2
SECONDS = (5, 20)
"""To connect, and between two pieces of the answer."""
HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "User-Agent": "timestamp-client",
}


class Unreachable(Exception):
    """An authority gave no answer that could be kept. Nothing is lost: it is asked again."""


class RootsMissing(Exception):
    """There is no file with the roots of an authority."""


@dataclass(frozen=True)
class Authority:
    """A time stamping authority. name: our short name for it, which bags carry as well."""

    name: str
    address: str
    roots_file: Path = field(repr=False)

    def read_roots(self) -> bytes:
        """Return what its stamps must lead to, in PEM. Raises RootsMissing."""
        try:
            return self.roots_file.read_bytes()
        except OSError:
            raise RootsMissing from None

    def ask(self, request: bytes) -> bytes:
        """Return its answer to a TimeStampReq, as it came. Raises Unreachable."""
        try:
            with requests.post(
                self.address,
                data=request,
                headers=HEADERS,
                timeout=SECONDS,
                allow_redirects=False,
                stream=True,
            ) as answer:
                if answer.status_code != requests.codes.ok:
                    raise Unreachable
                return _read(answer)
        except requests.RequestException:
            raise Unreachable from None


def list_authorities() -> list[Authority]:
    """Return the authorities of the settings: none when there are none. Raises ImproperlyConfigured."""
    found = [_parse(each.strip()) for each in settings.TIMESTAMP_AUTHORITIES.split(",") if each.strip()]
    if len(found) > MOST or len({each.name for each in found}) < len(found):
        raise ImproperlyConfigured(
            "TIMESTAMP_AUTHORITIES: two authorities at most, each with a name of its own."
        )
    return found


def _parse(pair: str) -> Authority:
    name, _, address = pair.partition("=")
    if not re.fullmatch(AUTHORITY_NAME, name) or not address.startswith(("https://", "http://")):
        raise ImproperlyConfigured("TIMESTAMP_AUTHORITIES: name=https://address, parted by commas.")
    return Authority(name, address, Path(settings.TIMESTAMP_ROOTS) / f"{name}.pem")


def _read(answer: requests.Response) -> bytes:
    content = b""
    for piece in answer.iter_content(1 << 16):
        content += piece
        if len(content) > LARGEST_RESPONSE_BYTES:
            raise Unreachable
    if not content:
        raise Unreachable
    return content
