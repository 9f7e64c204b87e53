from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accord.base import menus


class ActionsConfig(AppConfig):
    name = "accord.actions"
    label = "actions"
    verbose_name = _("Actions")

    def ready(self) -> None:
        import_module("accord.actions.panels")
        import_module("accord.actions.discovery")
        import_module("accord.actions.search")
        import_module("accord.actions.waiting")
        import_module("accord.actions.moving")
        menus.add(_("Actions"), "actions:list", order=20)
        menus.add(
            _("Import a file"),
            "actions:import_sheet",
            order=10,
            place="office",
            may=import_module("accord.partners.access").is_secretariat,
        )
