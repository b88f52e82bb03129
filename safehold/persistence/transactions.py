# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only way to open a transaction.

A bare `transaction.atomic()` opens it on the alias `default`, whatever the model inside: on the wrong alias a
rolled-back block keeps its rows. Naming the model removes the choice; a lint rule refuses the bare form.
"""

from contextlib import AbstractContextManager

from django.db import models, router, transaction


def atomic_for(model: type[models.Model], *, durable: bool = False) -> AbstractContextManager[None]:
    """Open a transaction on the database that holds `model`.

    durable: refuse to run inside another transaction, for writes that a person is told about.
    """
    return transaction.atomic(using=router.db_for_write(model), durable=durable)
