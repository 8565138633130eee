from django.apps import AppConfig


class PocketConfig(AppConfig):
    name = "kith.pocket"
    label = "pocket"
    default_auto_field = "django.db.models.BigAutoField"
