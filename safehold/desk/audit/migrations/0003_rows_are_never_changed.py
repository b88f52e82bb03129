# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database itself refuses to change or delete a row of the audit. Whoever owns the database can take this guard
away; a mistake, and a query slipped into the software, cannot. (Erasing a whole desk is deleting its database.)"""

from django.db import migrations

WORDS = "a row of the audit is never changed or deleted"
SQLITE = [
    f"CREATE TRIGGER audit_rows_are_never_changed BEFORE UPDATE ON audit_auditrow BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    f"CREATE TRIGGER audit_rows_are_never_deleted BEFORE DELETE ON audit_auditrow BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
]
POSTGRESQL = [
    f"""CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{WORDS}'; END $$""",
    """CREATE TRIGGER audit_rows_are_never_changed BEFORE UPDATE OR DELETE ON audit_auditrow
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()""",
]
UNDO_SQLITE = [
    "DROP TRIGGER IF EXISTS audit_rows_are_never_changed",
    "DROP TRIGGER IF EXISTS audit_rows_are_never_deleted",
]
UNDO_POSTGRESQL = [
    "DROP TRIGGER IF EXISTS audit_rows_are_never_changed ON audit_auditrow",
    "DROP FUNCTION IF EXISTS audit_refuse_change()",
]


def guard(apps, schema_editor):
    remove(apps, schema_editor)
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in UNDO_POSTGRESQL if schema_editor.connection.vendor == "postgresql" else UNDO_SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_alarm")]
    operations = [migrations.RunPython(guard, remove)]
