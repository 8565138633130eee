"""The addresses of the pages, under the name `web`."""

from django.urls import path

from kith.web.views import drafts, keepsakes, photo, roles
from kith.web.views.admit import admit
from kith.web.views.agreements import agreement, agreements
from kith.web.views.allergies import add_allergy, allergies, allergy, change_allergy, end_allergy, no_allergy
from kith.web.views.anyone import anyone
from kith.web.views.asking import asking
from kith.web.views.changes import changes, changes_of, close_change, open_change
from kith.web.views.concern import concern, concerned
from kith.web.views.concerns import act, concerns, open_again
from kith.web.views.concerns import live as live_concerns
from kith.web.views.declare import declare
from kith.web.views.declared import declared
from kith.web.views.documents import documents
from kith.web.views.emergency import emergency
from kith.web.views.entry import entry
from kith.web.views.exactly import exactly
from kith.web.views.find import find
from kith.web.views.giving import give, take_back
from kith.web.views.handover import handover, huddle, read
from kith.web.views.helping import ask, asked, caseload, end, helping, off_caseload
from kith.web.views.here import here, here_list
from kith.web.views.keeping import about_somebody_else, decide_kept, keep, kept
from kith.web.views.kinds import kind, kinds
from kith.web.views.live import live
from kith.web.views.look import look
from kith.web.views.looks import lookers, looks
from kith.web.views.looks_search import looks_search
from kith.web.views.move import move
from kith.web.views.now import now, now_list
from kith.web.views.own_day import own
from kith.web.views.packs import pack, packs
from kith.web.views.person import day, trend, trends, weeks
from kith.web.views.record import record
from kith.web.views.round import round_, round_list
from kith.web.views.sharing import choose, decide, sharing
from kith.web.views.showing import end_showing, show
from kith.web.views.staying import leave, left
from kith.web.views.summary import summary
from kith.web.views.todo import todo, todo_list
from kith.web.views.unusual import unusual_looks
from kith.web.views.who import who
from kith.web.views.withheld import decide_withheld, withheld

app_name = "web"

person = "people/<uuid:patient>/"

urlpatterns = [
    path("", here, name="here"),
    path("live/here", here_list, name="here-list"),
    path(person, day, name="day"),
    path(f"{person}day/<str:day>/", day, name="day-of"),
    path(f"{person}own-day/", own, name="own-day"),
    path(f"{person}own-day/<str:day>/", own, name="own-day-of"),
    path(f"{person}weeks/", weeks, name="weeks"),
    path(f"{person}record/", record, name="record"),
    path(f"{person}trend/", trends, name="trends"),
    path(f"{person}trend/<slug:kind>/<slug:part>/", trend, name="trend"),
    path(f"{person}summary/", summary, name="summary"),
    path(f"{person}emergency/", emergency, name="emergency"),
    path(f"{person}emergency/show", show, name="show"),
    path(f"{person}emergency/<uuid:id>/end", end_showing, name="end-showing"),
    path(f"{person}looks/", looks, name="looks"),
    path(f"{person}looks/year/", lookers, name="lookers"),
    path(f"{person}sharing/", sharing, name="sharing"),
    path(f"{person}sharing/choose", choose, name="choose"),
    path(f"{person}sharing/<uuid:choice>/decide", decide, name="decide-choice"),
    path(f"{person}reading/", give, name="giving"),
    path(f"{person}reading/<uuid:access>/take-back", take_back, name="take-back"),
    path(f"{person}helping/", helping, name="helping"),
    path(f"{person}helping/ask", ask, name="ask-to-help"),
    path(f"{person}helping/<uuid:referral>/end", end, name="end-help"),
    path(f"{person}helping/caseload", caseload, name="caseload"),
    path(f"{person}helping/caseload/<uuid:team>/off", off_caseload, name="off-caseload"),
    path("asked/", asked, name="asked"),
    path(f"{person}declare/", declare, name="declare"),
    path(f"{person}entries/<uuid:entry>/", entry, name="entry"),
    path(f"{person}entries/<uuid:entry>/move", move, name="move-entry"),
    path(f"{person}entries/<uuid:entry>/keep/", keep, name="keep"),
    path(f"{person}entries/<uuid:entry>/keep/<int:number>/decide", decide_kept, name="decide-kept"),
    path(f"{person}entries/<uuid:entry>/keep/others", about_somebody_else, name="about-others"),
    path(f"{person}allergies/", allergies, name="allergies"),
    path(f"{person}allergies/add", add_allergy, name="add-allergy"),
    path(f"{person}allergies/answer", no_allergy, name="no-allergy"),
    path(f"{person}allergies/<uuid:id>/", allergy, name="allergy"),
    path(f"{person}allergies/<uuid:id>/change", change_allergy, name="change-allergy"),
    path(f"{person}allergies/<uuid:id>/end", end_allergy, name="end-allergy"),
    path(f"{person}changes/", changes_of, name="changes-of"),
    path(f"{person}changes/<uuid:finding>/close", close_change, name="close-change"),
    path(f"{person}changes/<uuid:finding>/open", open_change, name="open-change"),
    path("changes/", changes, name="changes"),
    path("catalogue/", kinds, name="catalogue"),
    path("catalogue/<slug:kind>/", kind, name="kind"),
    path("look", look, name="look"),
    path("live", live, name="live"),
    path("concern/", concern, name="concern"),
    path(f"{person}concern/", concerned, name="concern-about"),
    path("concerns/", concerns, name="concerns"),
    path(f"{person}concerns/<uuid:concern>/act", act, name="act-on-concern"),
    path(f"{person}concerns/<uuid:concern>/open", open_again, name="open-concern"),
    path("live/concerns", live_concerns, name="live-concerns"),
    path("admit/", admit, name="admit"),
    path(f"{person}asking/", asking, name="asking"),
    path(f"{person}who/", who, name="who"),
    path(f"{person}leave/", leave, name="leave"),
    path("left/", left, name="left"),
    path("looks/search/", looks_search, name="looks-search"),
    path("looks/unusual/", unusual_looks, name="unusual-looks"),
    path(f"{person}photo/add", photo.add, name="add-photo"),
    path(f"{person}photo/remove", photo.remove, name="remove-photo"),
    path(f"{person}photo/<slug:key>", photo.shown, name="photo"),
    path(f"{person}about-me/", keepsakes.keepsakes, name="keepsakes"),
    path(f"{person}about-me/<uuid:keepsake>/remove", keepsakes.remove, name="remove-keepsake"),
    path(f"{person}about-me/<uuid:keepsake>/<slug:key>", keepsakes.file, name="keepsake"),
    path("looks/declared/", declared, name="declared"),
    path("looks/withheld/", withheld, name="withheld"),
    path("looks/withheld/<int:number>/decide", decide_withheld, name="decide-withheld"),
    path("kept/", kept, name="kept"),
    path("agreements/", agreements, name="agreements"),
    path("agreements/documents/", documents, name="documents"),
    path("agreements/new/", drafts.new, name="draft-new"),
    path("agreements/drafts/<uuid:id>/", drafts.draft, name="draft"),
    path("agreements/drafts/<uuid:id>/reach", drafts.draft_reach, name="draft-reach"),
    path("agreements/drafts/<uuid:id>/file", drafts.draft_file, name="draft-file"),
    path("agreements/drafts/<uuid:id>/<slug:slug>/", drafts.draft_step, name="draft-step"),
    path("agreements/<uuid:id>/", agreement, name="agreement"),
    path("agreements/<uuid:id>/file", drafts.agreement_file, name="agreement-file"),
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.new, name="role-new"),
    path("roles/<slug:key>/", roles.role, name="role"),
    path("roles/<slug:key>/change", roles.change, name="role-change"),
    path("find/", find, name="find"),
    path("find/exactly/", exactly, name="exactly"),
    path("emergency/", anyone, name="anyone"),
    path("now/", now, name="now"),
    path("packs/", packs, name="packs"),
    path("packs/emergency/", pack, name="pack"),
    path("live/now", now_list, name="now-list"),
    path("todo/", todo, name="todo"),
    path("live/todo", todo_list, name="todo-list"),
    path("round/<slug:kind>/", round_, name="round"),
    path("live/round/<slug:kind>", round_list, name="round-list"),
    path("handover/", handover, name="handover"),
    path("handover/huddle/", huddle, name="huddle"),
    path("handover/read", read, name="handover-read"),
]
