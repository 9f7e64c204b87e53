"""Addresses under /{lang}/partners/."""

from django.urls import include, path

from accord.partners.views import (
    acting,
    composition,
    directory,
    editing,
    invitations,
    keys,
    people,
    profile,
    prospects,
)

app_name = "partners"
urlpatterns = [
    path("", directory.directory, name="list"),
    path("composition/", composition.through_time, name="composition"),
    path("import/sheet/", include("accord.partners.sheets.urls")),
    path("prospects/", prospects.prospects, name="prospects"),
    path("prospects/prospects.csv", prospects.as_csv, name="prospects_csv"),
    path("prospects/<str:reference>/", prospects.file, name="file_prospect"),
    path("acting-for/", acting.acting_for, name="acting_for"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/", invitations.open_link, name="open_invitation"),
    path("<slug:slug>/", profile.profile, name="partner"),
    path("<slug:slug>/history/", profile.history, name="history"),
    path("<slug:slug>/edit/", editing.edit, name="edit"),
    path("<slug:slug>/numbers/", editing.identifiers, name="identifiers"),
    path(
        "<slug:slug>/numbers/<int:number>/remove/",
        editing.remove_identifier,
        name="remove_identifier",
    ),
    path("<slug:slug>/keys/", keys.key_list, name="keys"),
    path("<slug:slug>/keys/new/", keys.make, name="make_key"),
    path("<slug:slug>/keys/<slug:prefix>/end/", keys.end, name="end_key"),
    path("<slug:slug>/people/", people.people, name="people"),
    path(
        "<slug:slug>/people/<str:reference>/end/",
        people.end_mandate,
        name="end_mandate",
    ),
]
