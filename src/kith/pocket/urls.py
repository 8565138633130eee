"""Addresses of the point of care, under `/pocket/`."""

from django.urls import path

from kith.pocket.views import definitions, drafts, entries, key, naming

app_name = "pocket"

urlpatterns = [
    path("definitions.json", definitions.definitions, name="definitions"),
    path("naming.json", naming.naming, name="naming"),
    path("key", key.key, name="key"),
    path("drafts", drafts.listed, name="drafts"),
    path("drafts/<uuid:id>", drafts.one, name="draft"),
    path("entries/<uuid:id>", entries.one, name="entry"),
    path("entries/<uuid:id>/withdraw", entries.withdraw, name="withdraw"),
]
