from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JoiningConfig(AppConfig):
    name = "accord.joining"
    label = "joining"
    verbose_name = _("Joining")

    def ready(self) -> None:
        from accord.base import menus, waiting  # noqa: PLC0415 - apps must be loaded first
        from accord.joining.waiting import SOURCE  # noqa: PLC0415

        waiting.register(SOURCE)
        menus.add(_("Become a partner"), "joining:about", order=15)
        menus.add(_("Become a partner"), "joining:about", order=20, place="coalition")
