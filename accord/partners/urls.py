"""Addresses under /{lang}/partners/."""

from django.urls import include, path

from accord.partners.views import (
    acting,
    changes,
    composition,
    directory,
    editing,
    invitations,
    inviting,
    keys,
    merging,
    people,
    profile,
    prospect,
    prospects,
    standing,
)

app_name = "partners"
urlpatterns = [
    path("", directory.directory, name="list"),
    path("composition/", composition.through_time, name="composition"),
    path("import/sheet/", include("accord.partners.sheets.urls")),
    path("prospects/", prospects.prospects, name="prospects"),
    path("prospects/prospects.csv", prospects.as_csv, name="prospects_csv"),
    path("prospects/<str:reference>/", prospects.file, name="file_prospect"),
    path("prospects/<str:reference>/edit/", prospect.edit, name="edit_prospect"),
    path("prospects/<str:reference>/invite/", prospect.invite, name="invite_prospect"),
    path("prospects/<str:reference>/admit/", prospect.admit, name="admit_prospect"),
    path("acting-for/", acting.acting_for, name="acting_for"),
    path("invitation/", invitations.invitation, name="invitation"),
    path(
        "invitation/own/<str:reference>/", invitations.open_own, name="own_invitation"
    ),
    path("invitation/<str:token>/", invitations.open_link, name="open_invitation"),
    path("<slug:slug>/", profile.profile, name="partner"),
    path("<slug:slug>/history/", profile.history, name="history"),
    path("<slug:slug>/standing/", standing.standing, name="standing"),
    path("<slug:slug>/standing/<slug:verb>/", standing.turn, name="turn"),
    path("<slug:slug>/merge/", merging.merge, name="merge"),
    path("<slug:slug>/facts/", changes.requests, name="changes"),
    path("<slug:slug>/facts/change/", changes.ask, name="ask_change"),
    path("<slug:slug>/facts/<str:reference>/", changes.change, name="change"),
    path("<slug:slug>/facts/<str:reference>/send/", changes.send, name="send_change"),
    path(
        "<slug:slug>/facts/<str:reference>/withdraw/",
        changes.withdraw,
        name="withdraw_change",
    ),
    path(
        "<slug:slug>/facts/<str:reference>/decide/",
        changes.decide,
        name="decide_change",
    ),
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
    path("<slug:slug>/people/invite/", inviting.invite, name="invite"),
    path("<slug:slug>/people/restore/", inviting.restore, name="restore_access"),
    path(
        "<slug:slug>/people/invitations/<str:reference>/",
        inviting.invitation,
        name="sent_invitation",
    ),
    path("<slug:slug>/people/<str:reference>/", people.mandate, name="mandate"),
    *(
        path(f"<slug:slug>/people/<str:reference>/{way}/", view, name=name)
        for way, view, name in (
            ("end", people.end_mandate, "end_mandate"),
            ("suspend", people.suspend, "suspend_mandate"),
            ("resume", people.resume, "resume_mandate"),
            ("renew", people.renew, "renew_mandate"),
            ("hand-over", inviting.hand_over, "hand_over"),
        )
    ),
]
