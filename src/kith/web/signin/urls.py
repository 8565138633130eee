"""Addresses of sign-in."""

from django.urls import path

from kith.web.signin.views import (
    account,
    code,
    demonstration,
    device,
    door,
    leaving,
    passkey,
    password,
    pin,
    post,
    purpose,
)

app_name = "signin"

urlpatterns = [
    path("sign-in", password.sign_in, name="sign-in"),
    path("sign-in/code", code.one_time_code, name="code"),
    path("sign-in/post", post.choose_post, name="post"),
    path("purpose", purpose.purpose, name="purpose"),
    path("sign-in/device", device.register, name="device"),
    path("sign-in/demonstration", demonstration.sign_in, name="demonstration"),
    path("sign-in/passkey/begin", passkey.begin, name="passkey-begin"),
    path("sign-in/passkey/finish", passkey.finish, name="passkey-finish"),
    path("sign-out", leaving.sign_out, name="sign-out"),
    path("session", leaving.session, name="session"),
    path("session/touch", leaving.touch, name="touch"),
    path("session/lock", leaving.lock, name="lock"),
    path("door", door.door, name="door"),
    path("door/badge", door.badge, name="badge"),
    path("door/pin", pin.first, name="first-pin"),
    path("account", account.account, name="account"),
    path("account/passkey/begin", account.passkey_begin, name="account-passkey-begin"),
    path("account/passkey/finish", account.passkey_finish, name="account-passkey-finish"),
    path("account/passkey/remove", account.passkey_remove, name="account-passkey-remove"),
    path("account/code", account.code, name="account-code"),
    path("account/pin", pin.own, name="own-pin"),
    path("account/password", account.password, name="account-password"),
]
