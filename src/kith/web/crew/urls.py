"""Addresses of the crew's pages. Their cookie is sent to these alone."""

from django.urls import path

from kith.web.crew import views

app_name = "crew"

urlpatterns = [
    path("", views.crew, name="crew"),
    path("close", views.close, name="close"),
]
