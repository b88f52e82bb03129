# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Organisations of a coalition, their members, and invitations."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.persistence.models import RandomIdModel


class Organisation(RandomIdModel):
    """A member organisation. `names`: language code -> name; `languages`: labels of those it reads."""

    slug = models.SlugField(unique=True)
    names = models.JSONField()
    languages = models.JSONField(default=list)
    is_default = models.BooleanField(default=False)
    is_founding = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """The name in a language, else in English."""
        return str(self.names.get(language) or self.names.get("en") or self.slug)


class Role(models.TextChoices):
    LEAD = "lead", _("Lead")
    CASEWORKER = "caseworker", _("Caseworker")
    RESEARCHER = "researcher", _("Researcher")
    REGISTRAR = "registrar", _("Registrar")
    AUDITOR = "auditor", _("Auditor")


class MemberManager(BaseUserManager["Member"]):
    """Makes members only through `members.actions`."""


class Member(AbstractBaseUser):
    """A person who signs in to the desk. Signing in opens no case: unlocking does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=64, unique=True)
    display_name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(max_length=12, choices=Role)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField()
    last_login = None
    """When somebody worked is not kept."""

    objects: MemberManager = MemberManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_lead(self) -> bool:
        return self.role == Role.LEAD

    @property
    def unlocks(self) -> bool:
        """Whether they are given unlock words, and admitted to what is sealed."""
        return self.opens_cases or self.keeps_register

    @property
    def opens_cases(self) -> bool:
        """Whether they may read reports and cases."""
        return self.role in (Role.LEAD, Role.CASEWORKER, Role.RESEARCHER)

    @property
    def keeps_register(self) -> bool:
        """Whether they work in the office of the register, and there only."""
        return self.role == Role.REGISTRAR

    @property
    def works_on_cases(self) -> bool:
        """Whether they may change a case, be given one, and give something of it away."""
        return self.role in (Role.LEAD, Role.CASEWORKER)


class Invitation(RandomIdModel):
    """A one-use right to join. The link's token is kept only as a hash."""

    token_hash = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    role = models.CharField(max_length=12, choices=Role)
    invited_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_on = models.DateField()
    accepted_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_on = models.DateField(null=True)
