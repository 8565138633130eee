"""Addresses of staff on this shift."""

from django.urls import path

from kith.web.staff.views import admit, giving_roles, helping, set_up, shift, visiting

app_name = "staff"

urlpatterns = [
    path("", shift.shift, name="shift"),
    path("lock", shift.lock_after, name="lock-after"),
    path("set-up", set_up.set_up, name="set-up"),
    path("set-up/staff", set_up.take_on, name="take-on"),
    path("set-up/devices", set_up.add_device, name="add-device"),
    path("set-up/devices/<uuid:device>/lost", set_up.retire_device, name="retire-device"),
    path("admit", admit.admit, name="admit"),
    path("inspector", visiting.inspector, name="inspector"),
    path("logins/<uuid:login>/end", admit.end, name="end"),
    path("logins/<uuid:login>/longer", admit.longer, name="longer"),
    path("<int:account>/pin", helping.reset, name="reset"),
    path("<int:account>/role", giving_roles.give_role, name="give-role"),
    path("<int:account>/badge", helping.badge, name="badge"),
    path("<int:account>/badge/revoke", helping.revoke, name="revoke"),
]
