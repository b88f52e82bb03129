# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sends what followers are owed, one letter at a time: first the digests, then the links that confirm.

What is about to be sent is written down before, and what was sent after: so a run that is cut goes on where it was, and
no letter goes out twice. If it is cut in between, nobody knows whether the mail server took that one letter. It is not
sent again; a digest of a later day repeats what it told, and says why. Someone who waits for a link asks again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from uuid import UUID

from safehold.persistence.transactions import atomic_for
from safehold.public.register.actions.alerts import purge_unconfirmed
from safehold.public.register.adapters import alert_secrets as secrets
from safehold.public.register.adapters.letters import Post, post
from safehold.public.register.errors import LetterLater, LetterRefused, LetterUnsure, MailServerAway
from safehold.public.register.models import Alert, Follower
from safehold.public.register.queries.alerts import (
    Followed,
    News,
    count_told,
    list_asked,
    list_due,
    list_news_of,
)
from safehold.public.register.queries.books import Book, open_book
from safehold.public.register.rules.alerts import MOST_REFUSALS, Letter


@dataclass(frozen=True)
class Digest:
    """What one follower is told. again: of which day's letter nobody knows whether it arrived."""

    follower: Follower
    news: list[News]
    stop: str
    again: date | None


@dataclass(frozen=True)
class Link:
    """What confirms an alert."""

    followed: Followed
    token: str
    stop: str


@dataclass(frozen=True)
class Writers:
    """How letters are worded: that is a matter of pages."""

    digest: Callable[[Book, Digest], Letter]
    link: Callable[[Book, Link], Letter]


@dataclass
class Sent:
    """What a run did. waiting: the mail server did not take it; it is tried again."""

    digests: int = 0
    links: int = 0
    refused: int = 0
    unsure: int = 0
    waiting: int = 0

    @property
    def letters(self) -> int:
        return self.digests + self.links + self.refused + self.unsure


class _End(Enum):
    """How handing over a letter ended."""

    TAKEN = auto()
    REFUSED = auto()
    LATER = auto()
    UNSURE = auto()
    AWAY = auto()


_wording: list[Callable[[], Writers]] = []


def word_letters_with(find_writers: Callable[[], Writers]) -> None:
    """Say who words letters; called once, when the application starts (apps.py)."""
    _wording[:] = [find_writers]


def send_letters(on: date, most: int) -> Sent:
    """Send what is due, so many letters at most; say what was done. Before anything was, it raises MailServerAway, and
    what open_book raises.
    """
    purge_unconfirmed(on)
    book, writers = open_book(), _wording[0]()
    sent, size = Sent(), count_told(book)
    with post() as way:
        run = _Run(way, book, writers, size, on, sent)
        with suppress(MailServerAway):
            for follower in list_due(size, on):
                if sent.letters >= most:
                    break
                run.send_digest(follower)
            for followed in list_asked(most - sent.letters):
                run.send_link(followed)
    return sent


@dataclass(frozen=True)
class _Run:
    way: Post
    book: Book
    writers: Writers
    size: int
    on: date
    sent: Sent

    def send_digest(self, follower: Follower) -> None:
        """Tell a follower what is new. With nothing, nothing is sent: they are only up to date."""
        address, news = secrets.open_closed(follower.address), list_news_of(self.book, follower, self.size)
        told = [each.followed.alert.pk for each in news]
        self._bring_up_to_date(follower, besides=told)
        if not news or not isinstance(address, str):
            return
        again = follower.told_on if follower.is_sending else None
        letter = self.writers.digest(
            self.book, Digest(follower, news, secrets.stop_token(follower.pk), again)
        )
        before = {"told_on": follower.told_on, "is_sending": follower.is_sending}
        rows = Follower.objects.filter(pk=follower.pk)
        with atomic_for(Follower):
            is_ours = rows.filter(**before).update(told_on=self.on, is_sending=True) == 1
        if not is_ours:
            return
        end = self._hand_over(letter, address)
        with atomic_for(Follower):
            if end == _End.TAKEN:
                rows.update(is_sending=False, refusals=0)
                Alert.objects.filter(pk__in=told).update(since=self.size)
            elif end in (_End.LATER, _End.AWAY):
                rows.update(**before)
            elif end == _End.REFUSED:
                _refuse(follower)
        self._count(end, "digests")

    def _bring_up_to_date(self, follower: Follower, *, besides: list[UUID]) -> None:
        quiet = Alert.objects.filter(follower=follower, state=Alert.State.KEPT, since__lt=self.size)
        with atomic_for(Alert):
            quiet.exclude(pk__in=besides).update(since=self.size)

    def send_link(self, followed: Followed) -> None:
        """Send the link that confirms. Its token is made here, and only a hash of it is kept."""
        alert, token = followed.alert, secrets.new_token()
        address = secrets.open_closed(alert.follower.address)
        if not isinstance(address, str):
            return
        letter = self.writers.link(self.book, Link(followed, token, secrets.stop_token(alert.follower.pk)))
        row, sending = Alert.objects.filter(pk=alert.pk), Alert.State.SENDING
        with atomic_for(Alert):
            asked = row.filter(state=Alert.State.ASKED)
            is_ours = asked.update(state=sending, confirm_hash=secrets.hash_of(token)) == 1
        if not is_ours:
            return
        end = self._hand_over(letter, address)
        with atomic_for(Alert):
            if end == _End.TAKEN:
                row.filter(state=sending).update(state=Alert.State.SENT)
            elif end in (_End.LATER, _End.AWAY):
                row.filter(state=sending).update(state=Alert.State.ASKED)
            elif end == _End.REFUSED:
                row.delete()
                Follower.objects.filter(pk=alert.follower.pk, alerts=None).delete()
        self._count(end, "links")

    def _hand_over(self, letter: Letter, address: str) -> _End:
        try:
            self.way.send(letter, address)
        except LetterRefused:
            return _End.REFUSED
        except LetterLater:
            return _End.LATER
        except LetterUnsure:
            return _End.UNSURE
        except MailServerAway:
            return _End.AWAY
        return _End.TAKEN

    def _count(self, end: _End, kind: str) -> None:
        """Note how a letter ended. Raises MailServerAway: then it is no use to go on."""
        names = {_End.REFUSED: "refused", _End.UNSURE: "unsure", _End.TAKEN: kind}
        name = names.get(end, "waiting")
        setattr(self.sent, name, getattr(self.sent, name) + 1)
        if end == _End.AWAY:
            raise MailServerAway


def _refuse(follower: Follower) -> None:
    """There is no such mailbox, says the mail server. Said three times, on as many days, it is believed."""
    rows = Follower.objects.filter(pk=follower.pk)
    if follower.refusals + 1 >= MOST_REFUSALS:
        rows.delete()
    else:
        rows.update(refusals=follower.refusals + 1, is_sending=False)
