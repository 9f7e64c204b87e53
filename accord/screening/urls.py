"""Addresses under /{lang}/screening/."""

from django.urls import path

from accord.screening.lists import views as lists
from accord.screening.views import cases, declaring, findings, judging

app_name = "screening"
urlpatterns = [
    path("", cases.case_list, name="list"),
    path("interests/", declaring.interests, name="interests"),
    path("lists/", lists.lists, name="lists"),
    path("lists/send/", lists.send, name="send_list"),
    path("lists/editions/<int:number>/", lists.edition, name="edition"),
    path("hits/<int:number>/", lists.hit, name="hit"),
    path("<slug:reference>/", cases.case, name="case"),
    path("<slug:reference>/interest/", declaring.interest, name="interest"),
    path("<slug:reference>/take/", declaring.take, name="take"),
    path("<slug:reference>/note/", findings.note, name="note"),
    path("<slug:reference>/checklist/", findings.checklist, name="checklist"),
    path(
        "<slug:reference>/controversies/new/",
        findings.add_controversy,
        name="add_controversy",
    ),
    path(
        "<slug:reference>/controversies/<int:number>/",
        findings.change_controversy,
        name="controversy",
    ),
    path("<slug:reference>/risks/new/", findings.add_risk, name="add_risk"),
    path("<slug:reference>/risks/<int:number>/", findings.change_risk, name="risk"),
    path("<slug:reference>/papers/<int:number>/", cases.paper, name="paper"),
    path("<slug:reference>/question/", judging.question, name="question"),
    path("<slug:reference>/recommendation/", judging.recommendation, name="recommend"),
    path("<slug:reference>/take-back/", judging.take_back, name="take_back"),
    path("<slug:reference>/send-back/", judging.send_back, name="send_back"),
    path("<slug:reference>/decision/", judging.decision, name="decide"),
    path("<slug:reference>/undo/", judging.undo, name="undo"),
    path("<slug:reference>/history/", cases.history, name="history"),
]
