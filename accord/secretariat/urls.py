"""Addresses under /{lang}/secretariat/."""

from django.urls import path

from accord.secretariat.views import many, queue, reminders, saved, things

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
]
