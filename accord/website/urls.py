"""The home page of each language, and the search."""

from django.urls import path

from accord.website import searching, views

app_name = "website"
urlpatterns = [
    path("", views.home_page, name="home"),
    path("search/", searching.search, name="search"),
    path("search/suggest", searching.suggest, name="suggest"),
]
