# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database itself refuses to change or delete a leaf of the log, or a checkpoint. Whoever owns the database can
take this guard away; a mistake, and a query slipped into the software, cannot."""

from django.db import migrations

WORDS = "the log of the register is never changed or deleted"
TABLES = ("registrar_leaf", "registrar_checkpoint")
SQLITE = [
    f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for table in TABLES
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""CREATE FUNCTION registrar_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{WORDS}'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION registrar_refuse_change()"""
        for table in TABLES
    ),
]
UNDO_SQLITE = [
    f"DROP TRIGGER IF EXISTS {table}_never_{verb}" for table in TABLES for verb in ("update", "delete")
]
UNDO_POSTGRESQL = [
    *(f"DROP TRIGGER IF EXISTS {table}_never_changed ON {table}" for table in TABLES),
    "DROP FUNCTION IF EXISTS registrar_refuse_change()",
]


def guard(apps, schema_editor):
    remove(apps, schema_editor)
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in UNDO_POSTGRESQL if schema_editor.connection.vendor == "postgresql" else UNDO_SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("registrar", "0001_initial")]
    operations = [migrations.RunPython(guard, remove)]
