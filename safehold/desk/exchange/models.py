# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Imports: where each is, what it made, and by which number of theirs an organisation knows a case.

In the clear: ids, states, counts, days, and keyed tokens of numbers. A table waits sealed under a key of its own, which
ends with the import; what an import changed is sealed under the key of the case.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases.models import Case
from safehold.desk.members.models import Member, Organisation
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class BatchState(models.TextChoices):
    DRAFT = "draft", _("Nothing imported yet")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")


class Batch(RandomIdModel):
    """One file that came in. `sealed`: exchange.batch/1 {name, header, rows, mapping}, empty once it is over.

    `done`: how many rows were gone through. `kept`: cases that were not taken back, since somebody worked on them.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    started_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    started_on = models.DateField()
    finished_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=BatchState, default=BatchState.DRAFT)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    taken_back = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-started_on"], name="batches_in_order")]


class CaseNumber(SealedInCase, RandomIdModel):
    """The number by which an organisation's own table knows a case. `sealed`: exchange.number/1 {number, values, rows}.

    `owner`: the organisation whose number it is; after the case went to another one it means nothing there. `token`:
    see `rules.rows.token_of`. `values`: what the table said last; `rows`: ids of what was made from it.
    """

    sealed_as = "exchange.number/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("owner", "token", name="one_case_per_number")]


class ImportedRow(SealedInCase, RandomIdModel):
    """What one row of a batch did to one case. `sealed`: exchange.row/1 {before, added, fingerprint}.

    `line`: of the file, the first row under the header being 2. `before`: the rows it changed as they were; `added`:
    those it made; `fingerprint`: of the whole case after it. `is_kept`: it was not taken back, see `Batch.kept`.
    """

    sealed_as = "exchange.row/1"

    class Kind(models.TextChoices):
        CREATED = "created", _("Made a case")
        UPDATED = "updated", _("Changed a case")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    is_kept = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("batch", "line", name="one_deed_per_line")]
