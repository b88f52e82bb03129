# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('new', 'New'), ('open', 'In progress'), ('waiting', 'Waiting for them'), ('closed', 'Closed')], default='new', max_length=10)),
                ('triage', models.CharField(choices=[('routine', 'Routine'), ('elevated', 'Elevated'), ('urgent', 'Urgent')], default='routine', max_length=10)),
                ('key_version', models.PositiveIntegerField(default=1)),
                ('sealed', models.BinaryField()),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('unread_on', models.DateField(null=True)),
                ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseReport',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('received_on', models.DateField()),
                ('mailbox_closed_on', models.DateField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='CaseFile',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('stored_name', models.CharField(max_length=64, unique=True)),
                ('sealed_size_bytes', models.PositiveBigIntegerField()),
                ('received_on', models.DateField()),
                ('sealed', models.BinaryField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='cases.case')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='cases.casereport')),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('direction', models.CharField(choices=[('from-reporter', 'From Reporter'), ('to-reporter', 'To Reporter')], max_length=14)),
                ('kind', models.CharField(max_length=12)),
                ('position', models.PositiveIntegerField()),
                ('on_day', models.DateField()),
                ('signature_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('sealed', models.BinaryField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='cases.case')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='cases.casereport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('position'), name='one_message_per_position')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('on_day', models.DateField()),
                ('sealed', models.BinaryField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('position'), name='one_note_per_position')],
            },
        ),
        migrations.CreateModel(
            name='StateChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('from_state', models.CharField(blank=True, choices=[('new', 'New'), ('open', 'In progress'), ('waiting', 'Waiting for them'), ('closed', 'Closed')], max_length=10)),
                ('to_state', models.CharField(choices=[('new', 'New'), ('open', 'In progress'), ('waiting', 'Waiting for them'), ('closed', 'Closed')], max_length=10)),
                ('on_day', models.DateField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('position'), name='one_change_per_position')],
            },
        ),
    ]
