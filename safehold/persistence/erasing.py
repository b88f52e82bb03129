# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was erased or sealed anew does not stay behind in a journal."""

import logging

from django.db import connections, models, router

logger = logging.getLogger(__name__)


def erase_from_log(model: type[models.Model]) -> None:
    """Bring an erasure from SQLite's write-ahead log into the database, so that no old page stays behind.

    `secure_delete` has written zeros over the row by then. PostgreSQL has no such means: there the bytes of a deleted
    row lie in the table, sealed, until VACUUM FULL writes it anew (docs/how-to/operate.md).
    """
    connection = connections[router.db_for_write(model)]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                logger.warning("somebody was reading: what was erased leaves the log later")
