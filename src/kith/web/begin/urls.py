"""Addresses of beginning an empty store; afterwards none of them is there."""

from django.urls import path

from kith.web.begin import views

app_name = "begin"

urlpatterns = [
    path("", views.code, name="code"),
    path("home", views.home, name="home"),
    path("you", views.you, name="you"),
]
