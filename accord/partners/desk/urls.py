"""Addresses under /{lang}/desk/."""

from django.urls import path

from accord.partners.desk import views

app_name = "desk"
urlpatterns = [path("", views.desk, name="desk")]
