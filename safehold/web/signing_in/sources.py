# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a request comes from, without knowing where: a keyed hash that dies with the process.

Attempt limits need to tell sources apart. No address is kept for that, not even in memory.
"""

import hashlib
import ipaddress
import secrets

from django.http import HttpRequest

_KEY = secrets.token_bytes(32)
IPV6_PREFIX_BITS = 64


def source_of(request: HttpRequest, address: str | None = None) -> str:
    """Return 32 hex characters that stand for the client's address (an IPv6 /64 counts as one)."""
    address = address or request.META.get("REMOTE_ADDR") or "unix"
    return hashlib.blake2b(_network_of(address).encode(), key=_KEY, digest_size=16).hexdigest()


def forwarded_address(request: HttpRequest, proxies: int) -> str | None:
    """Return the client's address as the outermost of our own proxies names it; None without proxies.

    Only as many entries as there are proxies of ours are believed, from the end: the rest anybody can write.
    """
    named = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    return named[-proxies] if 0 < proxies <= len(named) else None


def _network_of(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, IPV6_PREFIX_BITS), strict=False))
    return str(parsed)
