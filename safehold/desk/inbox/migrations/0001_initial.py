# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Envelope',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('report_id', models.UUIDField(db_index=True)),
                ('kind', models.CharField(choices=[('report', 'Report'), ('addition', 'Addition'), ('answer', 'Answer'), ('grant', 'Grant')], max_length=12)),
                ('key_id', models.CharField(max_length=64)),
                ('urgent', models.BooleanField(default=False)),
                ('ledger_position', models.PositiveIntegerField(default=0)),
                ('sealed', models.BinaryField()),
                ('received_on', models.DateField()),
                ('collected_on', models.DateField()),
                ('opened_on', models.DateField(null=True)),
                ('refused_on', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='FileEnvelope',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('report_id', models.UUIDField(db_index=True)),
                ('signed_grant', models.BinaryField()),
                ('stored_name', models.CharField(max_length=64, unique=True)),
                ('sealed_size_bytes', models.PositiveBigIntegerField()),
                ('sealed_note', models.BinaryField()),
                ('received_on', models.DateField()),
                ('collected_on', models.DateField()),
                ('opened_on', models.DateField(null=True)),
                ('refused_on', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
        ),
    ]
