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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FamilyFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('opened_on', models.DateField()),
                ('changed_on', models.DateField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Helper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('footing', models.CharField(choices=[('unpaid', 'I help without being paid, and nobody is charged for it'), ('lawyer', 'Lawyer, Quebec notary, or paralegal of a law society'), ('consultant', 'Licensed immigration consultant')], max_length=10)),
                ('licence', models.CharField(blank=True, max_length=60)),
                ('said_on', models.DateField()),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KeptDeadline',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('due_on', models.DateField()),
                ('next_alert_on', models.DateField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='families.familyfile')),
            ],
            options={
                'indexes': [models.Index(models.F('next_alert_on'), condition=models.Q(('next_alert_on__isnull', False)), name='family_alerts')],
            },
        ),
    ]
