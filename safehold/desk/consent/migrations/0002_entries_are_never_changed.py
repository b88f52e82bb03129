# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database itself refuses to change an entry of the ledger. (Deleting is refused in code alone: erasing a whole
desk must stay possible.)"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER consent_entries_are_never_changed BEFORE UPDATE ON consent_ledgerentry
BEGIN SELECT RAISE(ABORT, 'an entry of the consent ledger is never changed'); END
"""
POSTGRESQL = """
CREATE FUNCTION consent_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an entry of the consent ledger is never changed'; END $$;
CREATE TRIGGER consent_entries_are_never_changed BEFORE UPDATE ON consent_ledgerentry
FOR EACH ROW EXECUTE FUNCTION consent_refuse_change()
"""
UNDO_SQLITE = "DROP TRIGGER IF EXISTS consent_entries_are_never_changed"
UNDO_POSTGRESQL = """
DROP TRIGGER IF EXISTS consent_entries_are_never_changed ON consent_ledgerentry;
DROP FUNCTION IF EXISTS consent_refuse_change()
"""


def guard(apps, schema_editor):
    remove(apps, schema_editor)
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if postgresql else SQLITE)


def remove(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(UNDO_POSTGRESQL if postgresql else UNDO_SQLITE)


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial")]
    operations = [migrations.RunPython(guard, remove)]
