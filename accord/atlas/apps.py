from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accord.base import menus


class AtlasConfig(AppConfig):
    name = "accord.atlas"
    label = "atlas"
    verbose_name = _("Countries, goals and themes")

    def ready(self) -> None:
        menus.add(_("Countries"), "atlas:country_list", order=30)
