# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the database holds so that words can be found: tokens by case, and searches that members keep for themselves.

In the clear: the organisation, the case, how many texts it has, which key their tokens are under. What tokens tell
whoever reads the database: docs/threat-model.md.
"""

from django.db import models

from safehold.desk.members.models import Member, Organisation
from safehold.desk.search.fields import TokensField
from safehold.persistence.models import RandomIdModel


class IndexedCase(models.Model):
    """A case that has tokens, and the small number by which they name it. `case_id`: cases stand above this room."""

    id = models.AutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    case_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id", "organisation"], name="indexed_once_for_each_organisation"
            )
        ]


class SourceTokens(models.Model):
    """The tokens of one text of a case: a note, a message, a party. Of which class each is, only the key tells.

    On PostgreSQL an index stands on `tokens`; on SQLite a table beside this one says which case has a token (adapters).
    """

    id = models.AutoField(primary_key=True)
    indexed_case = models.ForeignKey(
        IndexedCase, on_delete=models.CASCADE, related_name="sources", db_index=False
    )
    source_id = models.UUIDField()
    key_version = models.PositiveSmallIntegerField()
    tokens = TokensField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indexed_case", "source_id"], name="one_row_of_tokens_for_each_text"
            )
        ]


class SavedSearch(RandomIdModel):
    """A search that a member keeps. `sealed`: search.saved/1 {words, filters}, under a key only this member has."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
