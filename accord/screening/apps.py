from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accord.base import menus


class ScreeningConfig(AppConfig):
    name = "accord.screening"
    label = "screening"
    verbose_name = _("Screening")

    def ready(self) -> None:
        signals = import_module("accord.joining.signals")
        receivers = import_module("accord.screening.receivers")
        signals.application_submitted.connect(receivers.open_case)
        signals.application_withdrawn.connect(receivers.close_case)
        signals.application_submitted.connect(receivers.compare_names)
        signals.application_answered.connect(receivers.compare_names)
        import_module("accord.screening.waiting")
        import_module("accord.screening.lists.showing")
        menus.add(
            _("Screening"),
            "screening:list",
            order=30,
            place="office",
            may=import_module("accord.screening.access").may_screen,
        )
