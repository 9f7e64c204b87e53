from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecretariatConfig(AppConfig):
    name = "accord.secretariat"
    label = "secretariat"
    verbose_name = _("Secretariat")

    def ready(self) -> None:
        from accord.base import menus  # noqa: PLC0415 - apps must be loaded first
        from accord.secretariat import access, queue  # noqa: PLC0415

        menus.add(
            _("What waits"),
            "secretariat:queue",
            order=1,
            place="office",
            may=access.may_enter,
            count=queue.how_many,
        )
