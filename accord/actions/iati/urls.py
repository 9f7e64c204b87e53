from django.urls import path

from accord.actions.iati import views

urlpatterns = [
    path("", views.upload, name="import_iati"),
    path("<int:number>/", views.import_file, name="import_file"),
    path("<int:number>/confirm/", views.confirm, name="confirm_import"),
]
