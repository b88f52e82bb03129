# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registrar', '0002_the_log_is_never_changed'),
    ]

    operations = [
        migrations.AlterField(
            model_name='filing',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waits'), ('correction', 'Correction asked for'), ('accepted', 'Published'), ('refused', 'Refused'), ('answered', 'Answered')], default='waiting', max_length=12),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='kind',
            field=models.CharField(choices=[('refusal', 'Refuse a filing'), ('withholding', 'Withhold fields for safety'), ('redaction', 'Erase fields for good'), ('notice', 'Serve a notice of violation'), ('decision', 'Decide on a violation'), ('agreement', 'Make a compliance agreement'), ('outcome', 'End a compliance agreement')], max_length=12),
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('provision', models.CharField(max_length=12)),
                ('is_public', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('made', 'Runs'), ('kept', 'Kept'), ('broken', 'Broken')], default='made', max_length=8)),
                ('made_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('key_version', models.PositiveIntegerField()),
                ('sealed', models.BinaryField()),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='registrar.entry')),
                ('leaf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrar.leaf')),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='registrar.notice')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='registrar.office')),
                ('outcome', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrar.leaf')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='proposal',
            name='agreement',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='registrar.agreement'),
        ),
        migrations.CreateModel(
            name='CatchUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('start', models.PositiveBigIntegerField()),
                ('end', models.PositiveBigIntegerField()),
                ('lacking', models.JSONField(default=dict)),
                ('filings', models.PositiveIntegerField(default=0)),
                ('made_on', models.DateField()),
                ('made_by', models.UUIDField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='catch_ups', to='registrar.office')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExpectedUpdate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('changes_on', models.DateField()),
                ('version', models.PositiveIntegerField()),
                ('noted_on', models.DateField()),
                ('noted_by', models.UUIDField()),
                ('settled_on', models.DateField(null=True)),
                ('key_version', models.PositiveIntegerField()),
                ('sealed', models.BinaryField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expected_updates', to='registrar.entry')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expected_updates', to='registrar.office')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_on', models.DateField()),
                ('key_version', models.PositiveIntegerField()),
                ('sealed', models.BinaryField()),
                ('filing', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinion', to='registrar.filing')),
                ('leaf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrar.leaf')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='registrar.office')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
