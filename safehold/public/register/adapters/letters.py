# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters to followers, by Django's e-mail backend. Plain text, nothing fetched from elsewhere, nothing counted.

The password of the mail server lies in a file that is read when letters are sent, and by nobody who makes pages.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core import mail

from safehold.public.register.errors import LetterLater, LetterRefused, LetterUnsure, MailServerAway
from safehold.public.register.rules.alerts import Letter

NOT_TAKEN = (smtplib.SMTPSenderRefused, smtplib.SMTPHeloError, smtplib.SMTPNotSupportedError)
"""The server wants nothing from us: nothing was sent."""


def are_on() -> bool:
    """Whether this site writes letters: it has a sender, and knows its own address."""
    return bool(_setting("ALERTS_FROM") and _setting("ALERTS_SITE"))


def whole_address(path: str) -> str:
    """Return a path as it stands in a letter."""
    return f"{_setting('ALERTS_SITE')}{path}"


@contextmanager
def post() -> Iterator[Post]:
    """Give the way to the mail server; raises MailServerAway."""
    opened = Post()
    try:
        yield opened
    finally:
        opened.close()


class Post:
    """A connection to the mail server."""

    def __init__(self) -> None:
        self._connection = mail.get_connection(username=_setting("EMAIL_HOST_USER"), password=_password())
        self._open()

    def send(self, letter: Letter, receiver: str) -> None:
        """Hand over a letter.

        Raises LetterRefused, LetterLater and MailServerAway, when it was not sent; LetterUnsure when the connection
        ended, and nobody knows whether it was taken.
        """
        message = _message(letter, receiver)
        self._open()
        try:
            self._connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refused:
            raise _refusal(next(iter(refused.recipients.values()))[0]) from None
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code) from None
        except NOT_TAKEN:
            self.close()
            raise MailServerAway from None
        except (OSError, smtplib.SMTPException):
            self.close()
            raise LetterUnsure from None

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self._connection.close()

    def _open(self) -> None:
        """Have a connection that answers: one that ended while it was idle must not make a letter unsure."""
        smtp = getattr(self._connection, "connection", None)
        if smtp is not None:
            try:
                smtp.noop()
            except (OSError, smtplib.SMTPException):
                self.close()
        try:
            self._connection.open()
        except (OSError, smtplib.SMTPException):
            raise MailServerAway from None


def _refusal(code: int) -> LetterLater | LetterRefused:
    """What a server's number means (RFC 5321, 4.2.1)."""
    return LetterRefused() if 500 <= code < 600 else LetterLater()


def _message(letter: Letter, receiver: str) -> mail.EmailMessage:
    host = urlsplit(_setting("ALERTS_SITE")).hostname or "register"
    return mail.EmailMessage(
        letter.subject,
        letter.text,
        _setting("ALERTS_FROM"),
        [receiver],
        headers={
            "Message-ID": f"<{uuid4()}@{host}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{letter.stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _password() -> str:
    try:
        return Path(_setting("MAIL_PASSWORD_FILE")).read_text().strip()
    except OSError:
        return ""


def _setting(name: str) -> str:
    return str(cast(Any, getattr(settings, name, "")))
