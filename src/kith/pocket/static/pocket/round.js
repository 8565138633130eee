// What is to be done for several people: one tap opens the sheet, a second records it. The list itself comes from the server.

import { definitions } from "./definitions.js";
import { el } from "./dom.js";
import { draftsOf } from "./drafts.js";
import "./entry.js";
import "./needs.js";
import { page } from "./page.js";
import "./recent.js";
import { openSheet } from "./sheet.js";
import { stateOf } from "./state.js";
import "./state-line.js";
import { uuid7 } from "./uuid7.js";
import { say } from "./words.js";

export class Round extends HTMLElement {
  #opened = false;

  async connectedCallback() {
    if (this.recent) return;
    this.recent = document.createElement("kith-recent");
    const needs = document.createElement("kith-needs");
    needs.addEventListener("kith-mend", ({ detail }) => this.#mend(detail));
    this.said = el("p", { role: "alert", hidden: true });
    this.prepend(...[document.querySelector("kith-state") ? null : document.createElement("kith-state"), this.said, needs].filter(Boolean));
    this.append(el("div", { className: "pk-just-now" }, this.recent));
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-kith-do]");
      if (button) this.open(button.dataset, button);
    });
    page().session.ready();
    await this.#known();
    page().sender.wake();
  }

  async #known() {
    try {
      this.list ??= await definitions(this.dataset.definitions);
      this.said.hidden = true;
    } catch {
      this.said.textContent = say("loadFailed");
      this.said.hidden = false;
    }
    return this.list;
  }

  /** Open the sheet of what is to be done; `asked` is the data of its button. */
  async open(asked, button = null) {
    if (this.#opened) return; // the second of two quick taps
    this.#opened = true;
    try {
      if (!(await this.#known())) return;
      const id = asked.entry || uuid7();
      const planned = asked.plan ? { plan: asked.plan, due: asked.due } : null;
      const draft = asked.entry && (await page().session.ready()) ? (await draftsOf(page().session, asked.patient)).find((each) => each.id === id) : null;
      const saved = await this.#sheet({ id, kind: asked.kind, patient: asked.patient, person: asked.person, planned, plannedWords: asked.what ?? "", state: draft?.state });
      if (saved) this.#saved(saved, asked, button);
      else if (button?.isConnected) button.focus();
    } finally {
      this.#opened = false;
    }
  }

  #sheet({ id, kind, patient, person, planned, plannedWords = "", state = null, former = null }, findings = null) {
    const entry = Object.assign(document.createElement("kith-entry"), { kind: this.list.byKey.get(kind), id7: id, patient, person, planned, plannedWords, former, quickly: true, readers: this.dataset.readers ?? "", helpers: JSON.parse(this.dataset.helpers || "[]") });
    const opening = openSheet(entry, { ...page(), host: this, state });
    if (findings) entry.findings(findings);
    return opening;
  }

  // the row says so at once; the server's own list follows
  #saved(saved, asked, button) {
    this.recent.add({ ...saved, title: `${asked.person}: ${saved.title}` }, this.list.byKey.get(asked.kind).icon);
    const row = button?.closest("[data-kith-item]");
    if (row) row.dataset.kept = "yes";
    page().sender.wake();
  }

  async #mend(item) {
    if (!(await this.#known())) return;
    const { id, kind, patient, planned, replaces, reason } = item.entry;
    const saved = await this.#sheet({ id, kind, patient, person: "", planned, former: replaces ? item.entry : null, state: { ...stateOf(item.entry), reason: reason ?? "" } }, item.answer ?? {});
    if (saved) page().sender.wake();
  }
}

customElements.define("kith-round", Round);
