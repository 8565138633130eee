"""Addresses of learning."""

from django.urls import path

from kith.web.learning.views import learn, practice, step

app_name = "learning"

urlpatterns = [
    path("", learn, name="learn"),
    path("practice/", practice, name="practice"),
    path("<slug:path>/<slug:step>/", step, name="step"),
]
