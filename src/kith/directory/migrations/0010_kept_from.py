"""Single entries that are kept from the person, or from one reader."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0009_ties")]

    operations = [
        migrations.CreateModel(
            name="KeptFrom",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry", models.UUIDField(db_index=True)),
                ("patient", models.UUIDField(db_index=True)),
                ("custodian", models.SmallIntegerField()),
                ("whom", models.UUIDField()),
                (
                    "reason",
                    models.SmallIntegerField(
                        choices=[
                            (1, "serious harm"),
                            (2, "tells of somebody else"),
                            (3, "safeguarding"),
                            (4, "the person does not want this reader to know"),
                        ]
                    ),
                ),
                ("why", models.TextField()),
                ("opinion", models.TextField(blank=True)),
                ("made", models.DateTimeField()),
                ("made_by", models.UUIDField()),
                ("made_role", models.TextField()),
                ("review", models.DateTimeField()),
                ("former", models.JSONField(default=list)),
                ("over", models.DateTimeField(null=True)),
                ("over_by", models.UUIDField(null=True)),
                ("over_why", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "kept from somebody",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["entry", "whom"], condition=models.Q(over=None), name="keptfrom_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            # nothing is granted on it: functions of `access` tell what may be told
            "alter table directory_keptfrom enable row level security"
        ),
    ]
