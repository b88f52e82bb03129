# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('report_id', models.UUIDField(db_index=True)),
                ('purpose', models.CharField(choices=[('contact', 'Contact here'), ('share-organisation', 'Share with organisations'), ('share-authorities', 'Share with authorities'), ('statistics', 'Count in figures'), ('compare', 'Compare')], max_length=32)),
                ('recipient', models.CharField(blank=True, max_length=64)),
                ('act', models.CharField(choices=[('given', 'Agreed'), ('withdrawn', 'Taken back')], max_length=10)),
                ('text_version', models.CharField(blank=True, max_length=64)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('how', models.CharField(choices=[('form', 'with the report'), ('dialogue', 'later, with their code'), ('mailbox-closed', 'by closing the mailbox'), ('spoken', 'in conversation')], max_length=16)),
                ('recorded_by', models.UUIDField(null=True)),
                ('position', models.PositiveIntegerField()),
                ('on_day', models.DateField()),
                ('source_id', models.CharField(max_length=80)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('report_id'), models.F('position'), name='one_entry_per_position'), models.UniqueConstraint(models.F('source_id'), models.F('purpose'), models.F('recipient'), name='one_entry_per_source')],
            },
        ),
    ]
