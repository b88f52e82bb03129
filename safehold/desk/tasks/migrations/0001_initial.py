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
            name='TaskWords',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('case_id', models.UUIDField(db_index=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('capability_hash', models.CharField(max_length=64, unique=True)),
                ('made_on', models.DateField()),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=32)),
                ('case_id', models.UUIDField(db_index=True, null=True)),
                ('about_id', models.UUIDField(db_index=True, null=True)),
                ('first_due_on', models.DateField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('repeat_every', models.PositiveSmallIntegerField(null=True)),
                ('repeat_unit', models.CharField(blank=True, choices=[('days', 'days'), ('weeks', 'weeks'), ('months', 'months')], max_length=6)),
                ('opened_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follows', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='next', to='tasks.task')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.organisation')),
                ('words', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tasks.taskwords')),
            ],
            options={
                'indexes': [models.Index(models.F('organisation'), models.F('due_on'), condition=models.Q(('done_on', None)), name='open_tasks'), models.Index(models.F('assigned_to'), models.F('due_on'), condition=models.Q(('done_on', None)), name='open_tasks_of_a_member')],
                'constraints': [models.UniqueConstraint(models.F('organisation'), models.F('kind'), models.F('about_id'), condition=models.Q(('about_id__isnull', False), ('done_on', None)), name='one_open_task_about_a_thing')],
            },
        ),
    ]
