"""Addresses of SDMX, outside any language: one door, whose words are the standard's."""

from django.urls import path

from accord.observatory.sdmx import views

urlpatterns = [
    path("", views.entrance, name="sdmx"),
    path("<path:question>", views.answer, name="sdmx_question"),
]
