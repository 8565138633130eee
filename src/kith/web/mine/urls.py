"""Addresses of those who read in their own right."""

from django.urls import path

from kith.web.mine import views

app_name = "mine"

urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("mine/<uuid:patient>/", views.day, name="day"),
    path("mine/<uuid:patient>/day/<str:day>/", views.day, name="day-of"),
    path("mine/<uuid:patient>/sharing/", views.sharing, name="sharing"),
    path("mine/<uuid:patient>/looks/", views.looks, name="looks"),
    path("mine/<uuid:patient>/choose", views.choose, name="choose"),
]
