# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0005_cases_to_read_in_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayHead',
            fields=[
                ('position', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('on_day', models.DateField(unique=True)),
                ('items', models.JSONField()),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='EndedFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('stored_name', models.CharField(max_length=64, unique=True)),
                ('delete_on', models.DateField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CustodyRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item_id', models.UUIDField()),
                ('position', models.PositiveIntegerField()),
                ('event', models.CharField(choices=[('received', 'Received'), ('hashed', 'Fingerprint taken'), ('scanned', 'Looked at by the software'), ('stamped', 'Stamped by a time stamping authority'), ('viewed', 'Looked at'), ('downloaded', 'Downloaded'), ('derived', 'A copy was made of it'), ('redacted', 'A blacked-out copy was made of it'), ('shared', 'Shared'), ('exported', 'Handed over'), ('verified', 'Verified'), ('held', 'Held'), ('released', 'Hold taken off'), ('destroyed', 'Destroyed')], max_length=10)),
                ('on_day', models.DateField()),
                ('actor', models.UUIDField(null=True)),
                ('detail_sha256', models.CharField(max_length=64)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['on_day', 'item_id'], name='custody_of_a_day')],
                'constraints': [models.UniqueConstraint(models.F('item_id'), models.F('position'), name='one_custody_row_per_position')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('position', models.PositiveIntegerField()),
                ('keeping', models.CharField(choices=[('kept', 'Kept as it came'), ('described', 'Described only'), ('destroyed', 'Destroyed')], default='kept', max_length=9)),
                ('stored_name', models.CharField(max_length=64, null=True, unique=True)),
                ('is_held', models.BooleanField(default=False)),
                ('received_on', models.DateField()),
                ('retain_until', models.DateField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('derived_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='derived', to='evidence.item')),
                ('file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='item', to='cases.casefile')),
            ],
        ),
        migrations.CreateModel(
            name='CustodyDetail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('row', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='detail', to='evidence.custodyrow')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='details', to='evidence.item')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('read_on', models.DateField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='evidence.item')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StampBatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('manifest_sha256', models.CharField(max_length=64, unique=True)),
                ('made_on', models.DateField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('items', models.ManyToManyField(related_name='batches', to='evidence.item')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Stamp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('authority', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'Waits for the authority'), ('stamped', 'Stamped'), ('refused', 'Refused')], default='waiting', max_length=7)),
                ('reason', models.CharField(blank=True, max_length=32)),
                ('response', models.BinaryField(null=True)),
                ('roots', models.BinaryField(null=True)),
                ('is_recorded', models.BooleanField(default=False)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('tried_on', models.DateField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stamps', to='evidence.stampbatch')),
            ],
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(models.F('case'), models.F('position'), name='one_item_per_position'),
        ),
        migrations.AddIndex(
            model_name='stamp',
            index=models.Index(fields=['state'], name='stamps_by_state'),
        ),
        migrations.AddConstraint(
            model_name='stamp',
            constraint=models.UniqueConstraint(models.F('batch'), models.F('authority'), name='one_stamp_per_authority'),
        ),
    ]
