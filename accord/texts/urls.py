from django.urls import path

from accord.texts import converters, editing, office, views

app_name = "texts"
_ONE = "texts/<text_reference:reference>/"
_WORK = f"{_ONE}%s/<site_language:language>/"

urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/<slug:slug>/", views.news_item, name="news_item"),
    path("texts/", views.texts, name="texts"),
    path("texts/office/", office.office, name="office"),
    path("texts/new/", office.begin, name="begin"),
    path(f"{_ONE}history/", office.history_of, name="history"),
    path(_WORK % "edit", editing.edit, name="edit"),
    path(_WORK % "preview", editing.preview, name="preview"),
    path(_WORK % "compare", editing.compare, name="compare"),
    path(_WORK % "publish", editing.publish, name="publish"),
    path(_WORK % "unpublish", editing.unpublish, name="unpublish"),
    path(_WORK % "discard", editing.discard, name="discard"),
    path("texts/<slug:slug>/", views.text, name="text"),
    path("<root_page:slug>/", views.page, name="page"),
]
__all__ = ["app_name", "converters", "urlpatterns"]
