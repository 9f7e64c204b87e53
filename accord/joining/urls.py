"""Addresses under /{lang}/join/."""

from django.urls import path, re_path

from accord.joining.sections import SECTIONS
from accord.joining.views import entering, papers, standing, writing

_KEY = "<slug:key>"
_SECTIONS = "|".join(section.key for section in SECTIONS)

app_name = "joining"
urlpatterns = [
    path("", entering.about, name="about"),
    path("start/", entering.start, name="start"),
    path("link/", entering.lost_link, name="lost_link"),
    path("known/", entering.known, name="known"),
    path("open/<str:token>/", entering.open_link, name="open"),
    path(f"{_KEY}/", writing.application, name="application"),
    path(f"{_KEY}/begun/", entering.begun, name="begun"),
    path(f"{_KEY}/check/", writing.check, name="check"),
    path(f"{_KEY}/preview/", writing.preview, name="preview"),
    path(f"{_KEY}/submit/", standing.submit, name="submit"),
    path(f"{_KEY}/done/", standing.done, name="done"),
    path(f"{_KEY}/copy.pdf", standing.copy, name="copy"),
    path(f"{_KEY}/withdraw/", standing.withdraw, name="withdraw"),
    path(f"{_KEY}/questions/<int:number>/", standing.answer, name="answer"),
    path(f"{_KEY}/papers/<int:number>/", papers.paper, name="paper"),
    path(f"{_KEY}/papers/<int:number>/remove/", papers.remove, name="remove_paper"),
    re_path(
        rf"^(?P<key>[-\w]+)/(?P<section_key>{_SECTIONS})/$",
        writing.section,
        name="section",
    ),
]
