"""The home page of each language."""

from django.urls import path

from accord.website import views

app_name = "website"
urlpatterns = [path("", views.home_page, name="home")]
