// What can be recorded for one person: tiles by group and most used, a search, drafts to go on with, what was saved just now.

import { waysToAmend } from "./amend.js";
import { definitions, matching } from "./definitions.js";
import { el, icon } from "./dom.js";
import { draftsOf, forget } from "./drafts.js";
import "./entry.js";
import { Facts } from "./facts.js";
import "./needs.js";
import { page } from "./page.js";
import "./recent.js";
import { openSheet } from "./sheet.js";
import { stateOf } from "./state.js";
import "./state-line.js";
import { uuid7 } from "./uuid7.js";
import { say } from "./words.js";

export class Recorder extends HTMLElement {
  #opened = false;

  async connectedCallback() {
    if (this.list) return;
    this.replaceChildren(el("p", { className: "pk-loading", role: "status" }, say("loading")));
    this.facts = new Facts(this.dataset.facts);
    page().session.ready(); // asked for while the definitions are on their way
    try {
      this.list = await definitions(this.dataset.definitions);
    } catch {
      this.#failed();
      return;
    }
    this.#draw();
    await this.#drafts();
    page().sender.wake();
  }

  #failed() {
    const again = () => this.connectedCallback();
    this.replaceChildren(el("p", { role: "alert" }, say("loadFailed")), el("button", { type: "button", className: "pk-button", onclick: again }, say("tryAgain")));
  }

  #draw() {
    this.tiles = el("div", { className: "pk-tiles-all" });
    this.unfinished = el("section", { className: "pk-drafts", hidden: true });
    this.recent = document.createElement("kith-recent");
    const needs = document.createElement("kith-needs");
    needs.addEventListener("kith-mend", ({ detail }) => this.#mend(detail));
    const line = document.querySelector("kith-state") ? null : document.createElement("kith-state");
    if (this.dataset.entry) {
      this.replaceChildren(...[line, needs, this.recent, this.#amend(), this.#done()].filter(Boolean));
      return;
    }
    this.replaceChildren(...[line, needs, this.unfinished, this.recent, this.#search(), this.tiles, this.#done()].filter(Boolean));
    this.#fill("");
    const asked = this.dataset.kind || new URLSearchParams(location.search).get("kind");
    if (this.list.byKey.has(asked)) this.open(this.list.byKey.get(asked));
  }

  #search() {
    const field = el("input", { type: "search", id: "kith-search", className: "pk-search", autocomplete: "off", placeholder: say("search"), "aria-label": say("search") });
    field.addEventListener("input", () => this.#fill(field.value));
    return el("div", { className: "pk-search-box" }, icon("search"), field);
  }

  #done() {
    return this.dataset.done ? el("p", { className: "pk-done" }, el("a", { className: "pk-button pk-button--quiet", href: this.dataset.done }, say("done"))) : null;
  }

  #fill(typed) {
    const found = matching(this.list.kinds, typed);
    const often = typed ? [] : JSON.parse(this.dataset.often || "[]").map((key) => this.list.byKey.get(key)).filter(Boolean);
    const groups = this.list.groups.map((group) => [group.words.everyday, found.filter((kind) => kind.group === group.key)]);
    const shown = [[say("often"), often], ...groups].filter(([, kinds]) => kinds.length);
    const sections = shown.map(([title, kinds]) => el("section", { className: "pk-group-of-tiles" }, el("h2", { className: "pk-heading" }, title), el("ul", { className: "pk-tiles" }, kinds.map((kind) => el("li", {}, this.#tile(kind))))));
    this.tiles.replaceChildren(...(sections.length ? sections : [el("p", { role: "status" }, say("searchNone"))]));
  }

  #tile(kind) {
    return el("button", { type: "button", className: "pk-tile", "data-kind": kind.key, onclick: () => this.open(kind) }, icon(kind.icon), el("span", {}, kind.words.everyday));
  }

  #sheet(kind, id, former = null) {
    const { person = "", own = "", patient, readers = "", closer = "", helpers = "[]" } = this.dataset;
    return Object.assign(document.createElement("kith-entry"), { kind, id7: id, patient, person, own, readers: kind.names_staff ? closer : readers, helpers: JSON.parse(helpers), former });
  }

  /** Open the sheet for a kind, with what a draft holds where there is one. */
  async open(kind, draft = null) {
    if (this.#opened) return;
    this.#opened = true;
    const opener = document.activeElement;
    const held = draft ? null : this.facts.of(kind);
    const former = draft?.state.former ?? held?.former ?? null;
    const entry = this.#sheet(kind, draft?.id ?? held?.id ?? uuid7(), former);
    const saved = await openSheet(entry, { ...page(), host: this, state: draft?.state });
    this.#opened = false;
    if (opener?.isConnected) opener.focus();
    if (saved) this.#saved(saved, kind, former);
    await this.#drafts();
  }

  #saved(saved, kind, former) {
    this.recent.add(saved, kind.icon, former);
    this.facts.saved(saved.entry);
    page().sender.wake();
  }

  // the same entry again, with what the server found shown at the parts
  async #mend(item) {
    const kind = this.list.byKey.get(item.entry.kind);
    const entry = this.#sheet(kind, item.entry.id, item.entry.replaces ? item.entry : null);
    const opening = openSheet(entry, { ...page(), host: this, state: { ...stateOf(item.entry), reason: item.entry.reason ?? "" } });
    entry.findings(item.answer ?? {});
    const saved = await opening;
    if (saved) this.#saved(saved, kind, null);
  }

  #amend() {
    const former = JSON.parse(this.dataset.entry);
    const kind = this.list.byKey.get(former.kind);
    return kind ? waysToAmend(former, kind, (...what) => this.open(...what)) : null;
  }

  async #drafts() {
    const { session, outbox } = page();
    if (!(await session.ready())) return this.#draftsLater();
    const saved = new Set((await outbox.items()).flatMap((item) => [item.row, item.entry.id]));
    const drafts = (await draftsOf(session, this.dataset.patient)).filter((draft) => !saved.has(draft.id) && this.list.byKey.has(draft.state?.kind));
    this.unfinished.hidden = !drafts.length;
    this.unfinished.replaceChildren(el("h2", { className: "pk-heading" }, say("drafts")), el("ul", { className: "pk-recent" }, drafts.map((draft) => this.#draft(draft))));
  }

  // no key yet: as soon as there is one, what was kept can be opened
  #draftsLater() {
    document.addEventListener("kith-line", () => this.#drafts(), { once: true });
  }

  #draft(draft) {
    const kind = this.list.byKey.get(draft.state.kind);
    const drop = async () => {
      await forget(page().session, draft.id);
      await this.#drafts();
    };
    const go = el("button", { type: "button", className: "pk-button", onclick: () => this.open(kind, draft) }, say("draftGo"));
    const away = el("button", { type: "button", className: "pk-button pk-button--quiet", onclick: drop }, say("draftDrop"));
    return el("li", { className: "pk-row", "data-draft": draft.id }, icon(kind.icon), el("div", { className: "pk-row-words" }, el("strong", {}, kind.words.everyday)), go, away);
  }
}

customElements.define("kith-recorder", Recorder);
