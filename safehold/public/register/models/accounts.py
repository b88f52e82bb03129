# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registrants' accounts and their sessions. No name, no address, no mail, no moment: a number, a hash, a day.

An account is a number that we give, so nobody can ask which names are taken. Who is behind it stands in what they file.
"""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from safehold.persistence.models import RandomIdModel


class Registrant(RandomIdModel):
    """One account. `app_secret`: of an authenticator app, encrypted under the site's key; empty without one.

    `app_step`: the last step of time whose code was taken, so that no code is taken twice.
    """

    number = models.CharField(max_length=12, unique=True)
    password = models.CharField(max_length=256)
    app_secret = models.TextField(blank=True)
    app_step = models.PositiveBigIntegerField(default=0)
    joined_on = models.DateField()

    @property
    def has_app(self) -> bool:
        return bool(self.app_secret)


class RecoveryCode(models.Model):
    """What is kept of a code on paper that works once."""

    registrant = models.ForeignKey(Registrant, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registrant", "code_hash"], name="recovery_code_once")]

    def __str__(self) -> str:
        return "recovery code"


class RegistrantSession(AbstractBaseSession):
    """A row that says neither who is signed in nor by which cookie (web/signing_in/sessions.py)."""

    class Meta:
        indexes = [models.Index(fields=["expire_date"], name="sessions_by_end")]

    def __str__(self) -> str:
        return "session"
