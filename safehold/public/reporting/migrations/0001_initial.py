# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('lookup_id', models.CharField(max_length=64, unique=True)),
                ('organisation_id', models.UUIDField(db_index=True)),
                ('files_recipient', models.BinaryField()),
                ('binding_mac', models.CharField(max_length=64)),
                ('received_on', models.DateField()),
                ('last_used_on', models.DateField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('report_id', models.UUIDField()),
                ('scope', models.CharField(max_length=32)),
                ('on_day', models.DateField()),
                ('collected_on', models.DateField(db_index=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('position', models.PositiveIntegerField()),
                ('delivered_on', models.DateField()),
                ('mailbox', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='reporting.mailbox')),
            ],
        ),
        migrations.CreateModel(
            name='SignedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('coalition', 'Coalition'), ('keys', 'Keys')], max_length=12)),
                ('organisation_id', models.UUIDField(null=True)),
                ('version', models.PositiveIntegerField()),
                ('signed', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'organisation_id'), name='one_list_per_organisation'), models.UniqueConstraint(condition=models.Q(('organisation_id', None)), fields=('kind',), name='one_list_without_organisation')],
            },
        ),
        migrations.CreateModel(
            name='UploadGrant',
            fields=[
                ('capability_hash', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('signed', models.BinaryField()),
                ('wrapped_mac_key', models.BinaryField()),
                ('valid_until', models.DateField()),
                ('mailbox', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='upload_grants', to='reporting.mailbox')),
            ],
        ),
        migrations.CreateModel(
            name='FileEnvelope',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('signed_grant', models.BinaryField()),
                ('stored_name', models.CharField(max_length=64, unique=True)),
                ('sealed_size_bytes', models.PositiveBigIntegerField()),
                ('sealed_note', models.BinaryField()),
                ('content_mac', models.CharField(max_length=64)),
                ('received_on', models.DateField()),
                ('collected_on', models.DateField(db_index=True, null=True)),
                ('mailbox', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reporting.mailbox')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('mailbox'), models.F('content_mac'), name='same_file_once')],
            },
        ),
        migrations.CreateModel(
            name='Envelope',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('report', 'Report'), ('addition', 'Addition'), ('answer', 'Answer'), ('grant', 'Grant')], max_length=12)),
                ('key_id', models.CharField(max_length=64)),
                ('urgent', models.BooleanField(default=False)),
                ('sealed', models.BinaryField()),
                ('content_mac', models.CharField(max_length=64)),
                ('received_on', models.DateField()),
                ('collected_on', models.DateField(db_index=True, null=True)),
                ('mailbox', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='envelopes', to='reporting.mailbox')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('mailbox'), models.F('content_mac'), name='same_content_once')],
            },
        ),
    ]
