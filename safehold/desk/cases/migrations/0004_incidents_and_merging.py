# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


def fill_waits_since(apps, schema_editor):
    """Write down since when each person waits: their last word's day, or the report's when nothing was said since."""
    alias = schema_editor.connection.alias
    case_model, message_model = apps.get_model('cases', 'Case'), apps.get_model('cases', 'Message')
    for case in case_model.objects.using(alias).only('id'):
        last = message_model.objects.using(alias).filter(case_id=case.id).order_by('-position').first()
        first = apps.get_model('cases', 'CaseReport').objects.using(alias).filter(case_id=case.id).order_by('received_on').first()
        if last is not None:
            since = last.on_day if last.direction == 'from-reporter' else None
        else:
            since = first.received_on if first else None
        case_model.objects.using(alias).filter(id=case.id).update(waits_since=since)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_history_of_triage_and_assignment'),
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('position', models.PositiveIntegerField()),
                ('tactic', models.CharField(max_length=12)),
                ('method', models.CharField(blank=True, max_length=20)),
                ('attribution', models.CharField(default='A0', max_length=2)),
                ('actor_type', models.CharField(default='UNKN', max_length=4)),
            ],
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('position', models.PositiveIntegerField()),
                ('when_earliest', models.DateField(null=True)),
                ('when_latest', models.DateField(null=True)),
                ('place_precision', models.CharField(choices=[('none', 'Not at all'), ('country', 'The country'), ('region', 'The province or region'), ('town', 'The town'), ('exact', 'The exact place')], default='none', max_length=7)),
                ('state', models.CharField(choices=[('told', 'As told'), ('checked', 'Read back to them'), ('set-aside', 'Set aside')], default='told', max_length=9)),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='cases.case'),
        ),
        migrations.AddField(
            model_name='case',
            name='waits_since',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='triage_rank',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(then=0, triage='urgent'), models.When(then=1, triage='elevated'), default=2), output_field=models.SmallIntegerField()),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'merged_into', 'triage_rank', 'opened_on', 'id', 'state'], name='cases_in_order'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'merged_into', 'state', 'triage_rank', 'opened_on', 'id'], name='cases_of_a_state'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'merged_into', 'unread_on'], name='cases_to_read'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'merged_into', 'waits_since'], name='cases_that_wait'),
        ),
        migrations.AddField(
            model_name='act',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='incident',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='incidents', to='cases.case'),
        ),
        migrations.AddField(
            model_name='act',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acts', to='cases.incident'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.UniqueConstraint(models.F('case'), models.F('position'), name='one_incident_per_position'),
        ),
        migrations.AddIndex(
            model_name='act',
            index=models.Index(fields=['tactic', 'case'], name='acts_by_tactic'),
        ),
        migrations.AddConstraint(
            model_name='act',
            constraint=models.UniqueConstraint(models.F('incident'), models.F('position'), name='one_act_per_position'),
        ),
        migrations.RunPython(fill_waits_since, migrations.RunPython.noop),
    ]
