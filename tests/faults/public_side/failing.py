# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the database of the public process fail: once, at every write, at the commit, or just after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

FULL = "database or disk is full"
SAVING = ("BEGIN", "INSERT", "UPDATE", "DELETE", "SAVEPOINT")


@contextmanager
def failing_at(step: int) -> Iterator[list[str]]:
    """Let the database fail once, at its statement number `step`; yield the statements that were asked."""
    asked: list[str] = []

    def answer(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        if len(asked) - 1 == step:
            raise OperationalError(FULL)
        return execute(sql, *rest)

    with connection.execute_wrapper(answer):
        yield asked


@contextmanager
def failing_to_save() -> Iterator[None]:
    """Let the database answer questions and refuse every write, as on a full disk."""

    def answer(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(SAVING):
            raise OperationalError(FULL)
        return execute(sql, *rest)

    with connection.execute_wrapper(answer):
        yield


@contextmanager
def failing_to_commit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def commit(_self: BaseDatabaseWrapper) -> None:
        raise OperationalError(FULL)

    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "_commit", commit)
        yield


@contextmanager
def losing_the_answer_to_commit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database commits, and the line to it breaks before it can say so."""
    commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]

    def lost(self: BaseDatabaseWrapper) -> None:
        commit(self)
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "_commit", lost)
        yield
