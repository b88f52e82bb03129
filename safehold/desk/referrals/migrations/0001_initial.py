# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0004_incidents_and_merging'),
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('receiver', models.CharField(max_length=64)),
                ('rules', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('ready', 'Ready to send'), ('sent', 'Sent'), ('answered', 'Answered'), ('sent-elsewhere', 'Sent elsewhere'), ('silent', 'Silent'), ('closed', 'Closed'), ('withdrawn', 'Consent taken back')], default='draft', max_length=16)),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français')], default='en', max_length=2)),
                ('created_on', models.DateField()),
                ('sent_on', models.DateField(null=True)),
                ('answered_on', models.DateField(null=True)),
                ('follow_up_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('hand_offs', models.PositiveIntegerField(default=0)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Packet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('position', models.PositiveIntegerField()),
                ('way', models.CharField(choices=[('phone', 'By phone'), ('mail', 'By e-mail'), ('portal', 'On their web page'), ('in-person', 'In person'), ('letter', 'By letter')], max_length=10)),
                ('consents', models.TextField(blank=True)),
                ('sent_on', models.DateField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packets', to='referrals.referral')),
            ],
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('kind', models.CharField(choices=[('status', 'Ask for status and outcome'), ('complaint', 'Complain about the silence')], max_length=10)),
                ('receiver', models.CharField(max_length=64)),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français')], max_length=2)),
                ('position', models.PositiveIntegerField()),
                ('consents', models.TextField(blank=True)),
                ('on_day', models.DateField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='referrals.referral')),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('position', models.PositiveIntegerField()),
                ('on_day', models.DateField()),
                ('way', models.CharField(choices=[('phone', 'By phone'), ('mail', 'By e-mail'), ('portal', 'On their web page'), ('in-person', 'In person'), ('letter', 'By letter')], max_length=10)),
                ('direction', models.CharField(choices=[('ours', 'We asked them'), ('theirs', 'They came to us')], max_length=6)),
                ('answer', models.CharField(choices=[('received', 'They have it'), ('asked-for-more', 'They ask for more'), ('accepted', 'They take it on'), ('refused', 'They refuse it'), ('sent-elsewhere', 'They send the person elsewhere'), ('no-answer', 'No answer')], max_length=16)),
                ('follow_up_on', models.DateField(null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='referrals.referral')),
            ],
        ),
        migrations.CreateModel(
            name='Routing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('answered_on', models.DateField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['case'], name='referrals_of_a_case'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['organisation', 'state', 'follow_up_on'], name='referrals_that_are_due'),
        ),
        migrations.AddConstraint(
            model_name='packet',
            constraint=models.UniqueConstraint(models.F('referral'), models.F('position'), name='one_packet_per_position'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(models.F('referral'), models.F('position'), name='one_letter_per_position'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(models.F('referral'), models.F('position'), name='one_contact_per_position'),
        ),
    ]
