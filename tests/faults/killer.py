# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stops a job at its n-th effect: a statement on either database, a sync, a rename. What came before stands."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

READING = ("SELECT", "PRAGMA")


class Killed(BaseException):
    """No code of ours may catch it and go on, as none outlives a kill -9."""


class Killer:
    """Counts effects; strikes once, just before or just after number `at`."""

    def __init__(self, at: int, *, after: bool) -> None:
        self.at, self.after = at, after
        self.effects = 0
        self.struck = False

    def around(self, effect: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        number, self.effects = self.effects, self.effects + 1
        strikes = number == self.at and not self.struck
        self.struck |= strikes
        if strikes and not self.after:
            raise Killed
        result = effect(*args, **kwargs)
        if strikes:
            raise Killed
        return result

    def statement(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if self.struck or sql.startswith(READING):
            return execute(sql, *rest)
        return self.around(execute, sql, *rest)


@contextmanager
def killing(killer: Killer) -> Iterator[None]:
    """Put the killer between the code and everything that lasts."""
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(killer.statement))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for owner, name in ((os, "fsync"), (Path, "rename"), (Path, "unlink")):
            patch.setattr(owner, name, _guarded(killer, getattr(owner, name)))
        yield


def _guarded(killer: Killer, effect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*args: Any, **kwargs: Any) -> Any:
        return effect(*args, **kwargs) if killer.struck else killer.around(effect, *args, **kwargs)

    return guarded


def kill_at_each_effect(job: Callable[[], object], begin: Callable[[], object]) -> Iterator[int]:
    """Call `begin`, then kill `job` at its n-th effect, for each n, before and after; yield after each kill."""
    for after in (False, True):
        at = 0
        while True:
            begin()
            killer = Killer(at, after=after)
            with killing(killer), suppress(Killed):
                job()
            if not killer.struck:
                break
            yield at
            at += 1
