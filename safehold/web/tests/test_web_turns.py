# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns are given in the order of asking, and never more at once than there are places."""

import threading
import time

import pytest

from safehold.web.turns import Turns


def test_no_more_work_at_once_than_there_are_places() -> None:
    turns, mutex = Turns(2), threading.Lock()
    at_once = most = 0

    def work() -> None:
        nonlocal at_once, most
        with turns:
            with mutex:
                at_once += 1
                most = max(most, at_once)
            time.sleep(0.005)
            with mutex:
                at_once -= 1

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_turns_are_given_in_the_order_of_asking() -> None:
    turns, order = Turns(1), list[int]()

    def work(number: int) -> None:
        with turns:
            order.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    with turns:
        for position, thread in enumerate(threads):
            thread.start()
            while len(turns._waiting) <= position:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_a_place_is_free_again_after_an_error() -> None:
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns:
            _ = 1 / 0
    with turns:
        pass
