import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0016_date_order")]

    operations = [
        migrations.CreateModel(
            name="HoldingsSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="first day of the month")),
                ("taken_at", models.DateTimeField()),
                ("objects_held", models.BigIntegerField()),
                ("mids", models.JSONField(default=dict, help_text="MIDS level -> objects")),
                ("with_media", models.BigIntegerField()),
                ("with_coordinates", models.BigIntegerField()),
                ("with_issues", models.BigIntegerField()),
                ("types", models.BigIntegerField(help_text="objects marked as type specimens")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snapshots",
                        to="catalogue.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "month"), name="snapshot_once_a_month")
                ],
            },
        ),
    ]
