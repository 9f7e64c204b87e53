"""The pages that list snapshots, in each language, and the permanent addresses."""

from django.urls import path, register_converter

from accord.snapshots import views
from accord.snapshots.storage import NAME


class SnapshotName:
    """A day, and a number where the day has more than one."""

    regex = NAME

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SnapshotName, "snapshot")

app_name = "snapshots"
urlpatterns = [
    path("", views.snapshot_list, name="list"),
    path("<snapshot:name>/", views.snapshot_page, name="snapshot"),
]
# Outside any language.
permanent = [
    path("latest/", views.latest, name="snapshot_latest"),
    path("latest/<str:file>", views.latest_file, name="snapshot_latest_file"),
    path("<snapshot:name>/", views.permanent, name="snapshot_permanent"),
    path("<snapshot:name>/<str:file>", views.file, name="snapshot_file"),
]
