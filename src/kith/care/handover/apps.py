from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "kith.care.handover"
    label = "handover"
    default_auto_field = "django.db.models.BigAutoField"
