# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public site as the world reaches it, through its proxy: does a file stream through, and what time is it there?

The probe begins to send a file to an address for files that leads nowhere, and stops. Our server answers such a request
at once. A proxy that collects a body before it hands it on stays silent: so would a person's file lie on its disk.
Nothing is sent but zeros.
"""

import http.client
import secrets
import time
from collections.abc import Iterator
from contextlib import closing
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from safehold.cli.doctor.finding import Finding

PATIENCE_SECONDS = 10.0
FIRST_BYTES = 64 * 1024
CLOCK_SECONDS = 300
NOT_FOUND, TOO_LARGE = 404, 413


def check_site(address: str, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[Finding]:
    """Look at the public site through its proxy. `address`: such as https://report.example.org."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        yield Finding(f"{address} is no address.", "Give it as people do: https://report.example.org")
        return
    try:
        status, date = _ask(parts, patience_seconds)
    except (OSError, http.client.HTTPException) as error:
        yield Finding(
            f"{address} cannot be reached ({type(error).__name__}).", "See that proxy and site run."
        )
        return
    if status != http.HTTPStatus.OK:
        yield Finding(
            f"{address} answers {status} where the public site says that it is well.",
            "See PUBLIC_HOSTS, and that the proxy hands the Host header on.",
        )
        return
    yield from _check_clock(address, date)
    yield from _check_streaming(address, parts, patience_seconds)


def _check_clock(address: str, date: str | None) -> Iterator[Finding]:
    try:
        there = parsedate_to_datetime(date or "").timestamp()
    except ValueError:
        return
    if abs(there - time.time()) > CLOCK_SECONDS:
        yield Finding(
            f"The clock of {address} and this one differ by {abs(there - time.time()) / 60:.0f} minutes.",
            "Set both: keys are chosen by the day.",
        )


def _check_streaming(address: str, parts: SplitResult, patience_seconds: float) -> Iterator[Finding]:
    try:
        status = _begin_file(parts, patience_seconds)
    except TimeoutError:
        yield Finding(
            f"The proxy of {address} collects a file before it hands it on, so unsealed files may touch its disk.",
            "Turn off its buffering of request bodies for the addresses of files (docs/how-to/operate.md).",
        )
    except (OSError, http.client.HTTPException) as error:
        yield Finding(
            f"{address} broke the line while a file was sent ({type(error).__name__}).",
            "See the proxy's limits and its time-outs.",
        )
    else:
        if status == TOO_LARGE:
            yield Finding(
                f"The proxy of {address} refuses files of {settings.MAX_FILE_BYTES // 1024**2} MB.",
                "Let it take bodies up to 105 MB.",
            )
        elif status != NOT_FOUND:
            yield Finding(
                f"{address} answers {status} to a file for an address that leads nowhere.",
                "Ours answers 404: see what stands between.",
            )


def _ask(parts: SplitResult, patience_seconds: float) -> tuple[int, str | None]:
    with closing(_connect(parts, patience_seconds)) as connection:
        connection.request("GET", f"{parts.path.rstrip('/')}/healthz")
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("Date")


def _begin_file(parts: SplitResult, patience_seconds: float) -> int:
    """Send the beginning of a long file; return the status of the answer. Raises TimeoutError when none comes."""
    boundary = secrets.token_hex(16)
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="probe"\r\n\r\n'
    with closing(_connect(parts, patience_seconds)) as connection:
        connection.putrequest("POST", f"{parts.path.rstrip('/')}/en/files/{secrets.token_urlsafe(32)}")
        connection.putheader("Content-Type", f"multipart/form-data; boundary={boundary}")
        connection.putheader("Content-Length", str(settings.MAX_FILE_BYTES))
        connection.endheaders()
        connection.send(head.encode() + bytes(FIRST_BYTES))
        return connection.getresponse().status


def _connect(parts: SplitResult, patience_seconds: float) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(str(parts.hostname), parts.port, timeout=patience_seconds)
