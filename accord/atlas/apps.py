from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AtlasConfig(AppConfig):
    name = "accord.atlas"
    label = "atlas"
    verbose_name = _("Countries, goals and themes")
