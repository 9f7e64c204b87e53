import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("observatory", "0002_lines_may_add_series"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="vintage",
            name="tidy_sha256",
            field=models.CharField(default="", max_length=64),
        ),
        migrations.CreateModel(
            name="SeriesFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="file")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("created_at", models.DateTimeField(verbose_name="sent at")),
                ("mapping", models.JSONField(blank=True, default=dict, editable=False)),
                ("mends", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "planned_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                ("summary", models.JSONField(blank=True, default=dict, editable=False)),
                ("refusal", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "done_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "edition",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="edition"
                    ),
                ),
                ("retrieved_on", models.DateField(verbose_name="retrieved on")),
                ("progress", models.PositiveBigIntegerField(default=0, editable=False)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="observatory.source",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series_files",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vintage",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="observatory.vintage",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of series",
                "verbose_name_plural": "files of series",
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.SlugField(max_length=100, unique=True, verbose_name="code"),
                ),
                ("series", models.CharField(max_length=200, verbose_name="series")),
                ("area", models.CharField(max_length=60, verbose_name="area")),
                ("time", models.CharField(max_length=20, verbose_name="period")),
                (
                    "sex",
                    models.CharField(default="T", max_length=10, verbose_name="sex"),
                ),
                (
                    "age",
                    models.CharField(default="_T", max_length=60, verbose_name="age"),
                ),
                ("dimensions", models.CharField(default="{}", max_length=1000)),
                (
                    "was",
                    models.FloatField(
                        blank=True, null=True, verbose_name="value of the source"
                    ),
                ),
                (
                    "now",
                    models.FloatField(
                        blank=True, null=True, verbose_name="corrected value"
                    ),
                ),
                ("missing", models.CharField(blank=True, max_length=10)),
                ("reasons", models.JSONField(default=dict, verbose_name="reason")),
                ("provider", models.CharField(max_length=200, verbose_name="provider")),
                ("decided_on", models.DateField(verbose_name="decided on")),
                (
                    "retired_on",
                    models.DateField(blank=True, null=True, verbose_name="retired on"),
                ),
                ("retired_reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="observatory.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["source", "series", "area", "time", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_on", None)),
                        fields=(
                            "source",
                            "series",
                            "area",
                            "time",
                            "sex",
                            "age",
                            "dimensions",
                        ),
                        name="observatory_one_correction_of_a_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("missing", ""), ("now__isnull", False)),
                            models.Q(
                                ("now__isnull", True),
                                models.Q(("missing", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="observatory_correction_says_what_is_missing",
                    ),
                ],
            },
        ),
    ]
