from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accord.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accord.accounts import access  # noqa: PLC0415 - apps must be loaded first
        from accord.base import menus  # noqa: PLC0415

        for listening in ("safety", "witness"):
            import_module(f"accord.accounts.{listening}")
        menus.add(
            _("What Accord knows of people"), "personal_data", order=80, place="help"
        )
        menus.add(
            _("People’s data"),
            "personal_data_people",
            order=60,
            place="office",
            may=access.may_see_to_people,
        )
        import_module("accord.accounts.personal.discovery")
        import_module("accord.accounts.waiting")
        import_module("accord.accounts.mail_waiting")
