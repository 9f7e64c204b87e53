from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from accord.actions.sections import BY_KEY
from accord.actions.views import declaring, discarding, feeds, public


class ReferenceConverter(StringConverter):
    regex = r"ACT-[0-9]{4}-[0-9]{4,8}"


class SectionConverter(StringConverter):
    regex = "|".join(BY_KEY)


register_converter(ReferenceConverter, "action")
register_converter(SectionConverter, "section")

app_name = "actions"
urlpatterns = [
    path("", public.actions, name="list"),
    path("mine/", declaring.mine, name="mine"),
    path("declare/", declaring.begin, name="begin"),
    path("import/sheet/", include("accord.actions.sheets.urls")),
    path("import/iati/", include("accord.actions.iati.urls")),
    path("<action:reference>/", public.action, name="action"),
    path("<action:reference>.ics", feeds.calendar, name="calendar"),
    path("<action:reference>/history/", public.action_history, name="history"),
    path("<action:reference>/withdraw/", public.withdraw, name="withdraw"),
    path("<action:reference>/declare/", declaring.tasks, name="tasks"),
    path("<action:reference>/declare/check/", declaring.check, name="check"),
    path("<action:reference>/declare/publish/", declaring.publish, name="publish"),
    path("<action:reference>/declare/done/", declaring.published, name="published"),
    path("<action:reference>/declare/discard/", discarding.discard, name="discard"),
    path(
        "<action:reference>/declare/<section:key>/", declaring.section, name="section"
    ),
]
