from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "accord.config"
    label = "accord_config"
    verbose_name = "Accord"
