"""Addresses of the wall board."""

from django.urls import path

from kith.web.board import views

app_name = "board"

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/put-up", views.put_up, name="put-up"),
    path("live/board", views.live, name="live"),
]
