# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""More purposes, recipients with an end, and overrides. SQLite makes a changed table anew and loses its trigger, so the
guard of 0002 is set again."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE TRIGGER consent_entries_are_never_changed BEFORE UPDATE ON consent_ledgerentry
BEGIN SELECT RAISE(ABORT, 'an entry of the consent ledger is never changed'); END
"""


def guard_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS consent_entries_are_never_changed")
        schema_editor.execute(GUARD)



class Migration(migrations.Migration):

    dependencies = [
        ('consent', '0002_entries_are_never_changed'),
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('case_id', models.UUIDField(db_index=True)),
                ('subjects', models.JSONField()),
                ('purpose', models.CharField(choices=[('store', 'Keep what they told us'), ('contact', 'Contact here'), ('share-organisation', 'Share with organisations'), ('share-authorities', 'Share with authorities'), ('statistics', 'Count in figures'), ('compare', 'Compare'), ('sanctions-file', 'Use in a request for sanctions'), ('publish', 'Publish')], max_length=32)),
                ('recipient', models.CharField(max_length=64)),
                ('proposed_on', models.DateField()),
                ('confirmed_on', models.DateField(null=True)),
                ('used_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='UnfinishedClosing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('work', models.CharField(max_length=80)),
                ('since', models.DateField()),
            ],
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='until',
            field=models.DateField(db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='act',
            field=models.CharField(choices=[('given', 'Agreed'), ('withdrawn', 'Taken back'), ('expired', 'Ended')], max_length=10),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='how',
            field=models.CharField(choices=[('form', 'with the report'), ('dialogue', 'later, with their code'), ('mailbox-closed', 'by closing the mailbox'), ('spoken', 'in conversation'), ('written', 'on paper'), ('end-date', 'because its last day has passed')], max_length=16),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='purpose',
            field=models.CharField(choices=[('store', 'Keep what they told us'), ('contact', 'Contact here'), ('share-organisation', 'Share with organisations'), ('share-authorities', 'Share with authorities'), ('statistics', 'Count in figures'), ('compare', 'Compare'), ('sanctions-file', 'Use in a request for sanctions'), ('publish', 'Publish')], max_length=32),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('act', 'given'), _connector='OR'), name='only_grants_have_an_end'),
        ),
        migrations.AddField(
            model_name='override',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='override',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation'),
        ),
        migrations.AddField(
            model_name='override',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='unfinishedclosing',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consent.ledgerentry'),
        ),
        migrations.AddConstraint(
            model_name='override',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), name='two_people_override'),
        ),
        migrations.AddConstraint(
            model_name='unfinishedclosing',
            constraint=models.UniqueConstraint(models.F('entry'), models.F('work'), name='one_closing_per_entry'),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
