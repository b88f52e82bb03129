# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0006_tactics_by_case'),
        ('members', '0003_the_registrar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('actor_id', models.UUIDField()),
                ('campaign_id', models.UUIDField(db_index=True)),
                ('act', models.CharField(choices=[('JVCFOA-4', 'Justice for Victims of Corrupt Foreign Officials Act, s. 4(2)'), ('SEMA-4', 'Special Economic Measures Act, s. 4(1.1)')], max_length=8)),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('sent', 'Sent'), ('acknowledged', 'They say they have it'), ('answered', 'Answered'), ('listed', 'The person is listed'), ('refused', 'Refused')], default='draft', max_length=12)),
                ('created_on', models.DateField()),
                ('follow_up_on', models.DateField(null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('position', models.PositiveIntegerField()),
                ('on_day', models.DateField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='dossiers.dossier')),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('position', models.PositiveIntegerField()),
                ('on_day', models.DateField()),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('sent', 'Sent'), ('acknowledged', 'They say they have it'), ('answered', 'Answered'), ('listed', 'The person is listed'), ('refused', 'Refused')], max_length=12)),
                ('follow_up_on', models.DateField(null=True)),
                ('consents', models.TextField(blank=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='dossiers.dossier')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='dossiers.version')),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('position', models.PositiveIntegerField()),
                ('on_day', models.DateField()),
                ('verdict', models.CharField(choices=[('approved', 'It can go out'), ('given-back', 'It goes back to the writer')], max_length=10)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='dossiers.dossier')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='dossiers.version')),
            ],
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(models.F('dossier'), models.F('position'), name='one_version_per_position'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(models.F('dossier'), models.F('position'), name='one_dossier_step_per_position'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(models.F('dossier'), models.F('position'), name='one_review_per_position'),
        ),
    ]
