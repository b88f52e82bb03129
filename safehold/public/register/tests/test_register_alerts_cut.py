# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A run that is cut, at any letter: no letter goes out twice, and no news is lost."""

from datetime import timedelta

import pytest

from safehold.public.register.adapters.letters import Post
from safehold.public.register.models import Alert
from safehold.public.register.models import Follower as FollowerRow
from safehold.public.register.tests.followers import Follower, send
from safehold.public.register.tests.published import Press
from safehold.public.register.tests.test_register_alerts import (
    MONDAY,
    TUESDAY,
    change,
)
from tests.mail_server import MailServer, Received

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """As if the process ended there: nothing of ours runs after it."""


def three(mail_server: MailServer, press: Press) -> list[Follower]:
    found = [Follower(mail_server, f"{name}@example.org") for name in ("ada", "bea", "cleo")]
    for each in found:
        each.follow("alerts", MONDAY)
    mail_server.letters.clear()
    change(press, 2, terms="Five meetings.")
    return found


@pytest.mark.parametrize("after", range(3))
def test_a_letter_whose_end_nobody_saw_is_not_sent_again_and_its_news_comes_later(
    mail_server: MailServer,
    sana: Follower,
    press: Press,
    after: int,
) -> None:
    followers = three(mail_server, press)
    mail_server.taken = lambda _letter: len(mail_server.letters) != after + 1
    sent = send(MONDAY)
    assert (sent.digests, sent.unsure) == (2, 1)
    mail_server.taken = lambda _letter: True
    assert send(MONDAY).letters == 0
    assert [len(each.letters()) for each in followers] == [1, 1, 1]
    assert send(TUESDAY).digests == 1, (
        "one cannot know, so what it told stands in another letter, which says so"
    )
    (unsure,) = [each for each in followers if len(each.letters()) == 2]
    assert "stands here once more" in unsure.letters()[-1].text
    assert "stands here once more" not in unsure.letters()[0].text
    assert send(TUESDAY + timedelta(1)).letters == 0


def test_a_link_whose_end_nobody_saw_works_if_it_came_and_can_be_asked_for_again(
    mail_server: MailServer,
    sana: Follower,
) -> None:
    mail_server.taken = lambda _letter: False
    sana.ask("alerts")
    assert send(MONDAY).unsure == 1
    mail_server.taken = lambda _letter: True
    assert send(MONDAY).letters == 0
    first = sana.link("confirm")
    assert sana.client.get(first).status_code == 200
    sana.ask("alerts")
    assert send(MONDAY).links == 1
    assert sana.post(sana.link("confirm")).status_code == 200
    assert Alert.objects.get().state == Alert.State.KEPT


@pytest.mark.parametrize("letters", range(4))
def test_a_run_that_ends_anywhere_is_taken_up_where_it_was(
    mail_server: MailServer,
    sana: Follower,
    press: Press,
    monkeypatch: pytest.MonkeyPatch,
    letters: int,
) -> None:
    followers = three(mail_server, press)
    seen: list[Received] = []

    def killed(letter: Received) -> bool:
        seen.append(letter)
        return True

    mail_server.taken = killed
    send_one = Post.send

    def cut(self: Post, *args: object) -> None:
        if len(seen) == letters:
            raise Killed
        send_one(self, *args)  # type: ignore[arg-type]
        if len(seen) == letters:
            raise Killed

    monkeypatch.setattr(Post, "send", cut)
    with pytest.raises(Killed):
        send(MONDAY)
    monkeypatch.undo()
    mail_server.taken = lambda _letter: True
    send(MONDAY)
    assert all(len(each.letters()) <= 1 for each in followers)
    send(TUESDAY)
    assert all(each.letters() for each in followers), "no news is lost"
    send(TUESDAY + timedelta(1))
    assert sum(len(each.letters()) for each in followers) <= 4
    assert not FollowerRow.objects.filter(is_sending=True).exists()


def test_runs_are_bounded_and_a_server_that_is_away_costs_nothing(
    mail_server: MailServer,
    sana: Follower,
    press: Press,
) -> None:
    followers = three(mail_server, press)
    assert [send(MONDAY, most=2).digests, send(MONDAY, most=2).digests, send(MONDAY).letters] == [2, 1, 0]
    change(press, 3, terms="Six meetings.")
    mail_server.answers = {each.address: b"451 later" for each in followers}
    assert send(TUESDAY).waiting == 3
    mail_server.answers.clear()
    assert send(TUESDAY).digests == 3
