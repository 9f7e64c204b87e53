from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JoiningConfig(AppConfig):
    name = "accord.joining"
    label = "joining"
    verbose_name = _("Joining")

    def ready(self) -> None:
        from accord.base import menus  # noqa: PLC0415 - apps must be loaded first
        from accord.joining import discovery  # noqa: F401, PLC0415 - as above

        menus.add(_("Become a partner"), "joining:about", order=15)
        menus.add(_("Become a partner"), "joining:about", order=20, place="coalition")
