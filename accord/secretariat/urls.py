"""Addresses under /{lang}/secretariat/."""

from django.urls import path

from accord.base.exchange import formats
from accord.secretariat.views import files, many, queue, reminders, saved, things

app_name = "secretariat"
urlpatterns = [
    path("", queue.show, name="queue"),
    path("things/<str:key>/", things.show, name="thing"),
    path("things/<str:key>/assign/", things.assign, name="assign"),
    path("things/<str:key>/put-off/", things.snooze, name="snooze"),
    path("things/<str:key>/note/", things.note, name="note"),
    path("things/<str:key>/send/", things.send, name="send"),
    path("many/", many.confirm, name="many"),
    path("many/do/", many.carry_out, name="carry_out"),
    path("many/<int:number>/", many.batch, name="batch"),
    path("many/<int:number>/undo/", many.undo, name="undo"),
    path("views/", saved.save, name="save_view"),
    path("views/<int:number>/drop/", saved.drop, name="drop_view"),
    path("reminders/", reminders.log, name="reminders"),
    path("reminders/<slug:kind>/", reminders.ladder, name="ladder"),
    path("waiting.<file_format:ending>", files.waiting, name="queue_file"),
    path("people.<file_format:ending>", files.mandates, name="people_file"),
    path(
        "applications.<file_format:ending>",
        files.applications,
        name="applications_file",
    ),
    path("people/template.xlsx", files.template, name="people_template"),
    path("people/import/", files.import_people, name="import_people"),
    path("people/import/invite/", files.invite_people, name="invite_people"),
]
# Whose converter the addresses above are written with.
__all__ = ["app_name", "formats", "urlpatterns"]
