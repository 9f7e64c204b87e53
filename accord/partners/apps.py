from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "accord.partners"
    label = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        from accord.base import menus, waiting  # noqa: PLC0415 - apps must be loaded first
        from accord.partners import (  # noqa: PLC0415
            access,
            discovery,  # noqa: F401
            erasure,  # noqa: F401
            panels,  # noqa: F401
            search,  # noqa: F401
        )
        from accord.partners.waiting import SOURCES  # noqa: PLC0415
        from accord.partners.waiting_life import SOURCES as LIVES  # noqa: PLC0415

        for source in (*SOURCES, *LIVES):
            waiting.register(source)

        menus.add(_("Partners"), "partners:list", order=10)
        menus.add(
            _("Prospects"),
            "partners:prospects",
            order=15,
            place="office",
            may=access.may_see_prospects,
        )
