// What was saved on this page just now: each with its state, and ten seconds to undo it.

import { el, icon } from "./dom.js";
import { page } from "./page.js";
import { say } from "./words.js";

const SECONDS = 10;

export class Recent extends HTMLElement {
  #rows = new Map();

  connectedCallback() {
    this.said = el("p", { className: "pk-hush", role: "status" });
    this.list = el("ul", { className: "pk-recent" });
    this.replaceChildren(el("h2", { className: "pk-heading" }, say("recent")), this.list, this.said);
    this.hidden = true;
    this.sent = ({ detail }) => this.#mark(detail.id, "sent");
    this.looked = () => this.#look();
    this.met = ({ detail }) => this.#twin(detail.id);
    document.addEventListener("kith-sent", this.sent);
    document.addEventListener("kith-outbox", this.looked);
    document.addEventListener("kith-twin", this.met);
  }

  disconnectedCallback() {
    document.removeEventListener("kith-sent", this.sent);
    document.removeEventListener("kith-outbox", this.looked);
    document.removeEventListener("kith-twin", this.met);
  }

  /** Show a saved entry. `former` is the Entry JSON before an amendment. */
  add({ entry, title, text }, picture, former = null) {
    const state = el("span", { className: "pk-row-state" }, say("stateKept"));
    const undo = el("button", { type: "button", className: "pk-button pk-button--quiet", onclick: () => this.#undo(entry, title, former, undo) }, say("undo"));
    const words = el("div", { className: "pk-row-words" }, el("strong", {}, title), el("span", {}, text), state);
    const ways = page().session.finishBy ? [] : [undo]; // what is finished after a login's end stands
    const row = el("li", { className: "pk-row", "data-id": entry.id, "data-state": "kept" }, icon(picture), words, ...ways);
    this.#rows.get(entry.id)?.row.remove();
    this.#rows.set(entry.id, { row, state });
    this.list.prepend(row);
    this.hidden = false;
    this.said.textContent = say("saved", { kind: title });
    setTimeout(() => undo.remove(), SECONDS * 1_000);
  }

  // nothing is said to be undone before the outbox holds it: the page may go at any moment
  async #undo(entry, title, former, button) {
    const { outbox, sender } = page();
    button.disabled = true;
    const undone = await outbox.undo(entry, title, former).catch(() => false);
    button.disabled = false;
    const held = this.#rows.get(entry.id);
    this.said.textContent = say(undone ? "undone" : "notUndone", { kind: title });
    if (!undone) return held?.state.replaceChildren(this.said.textContent);
    held?.row.remove();
    this.#rows.delete(entry.id);
    this.hidden = !this.#rows.size;
    this.dispatchEvent(new CustomEvent("kith-undone", { bubbles: true }));
    sender.wake();
  }

  async #look() {
    for (const item of await page().outbox.items()) {
      if (!["waiting", "signin"].includes(item.state)) this.#mark(item.row, "wrong");
      else if (item.state === "signin") this.#mark(item.row, page().session.over ? "over" : "signIn");
    }
  }

  #mark(id, state) {
    const found = this.#rows.get(id);
    if (!found || found.row.dataset.state === state) return;
    found.row.dataset.state = state;
    found.state.textContent = say({ sent: found.twin ? "stateTwin" : "stateSent", signIn: "stateSignIn", over: "stateOver", wrong: "stateWrong" }[state]);
  }

  // somebody was first with what was planned: whoever recorded it too should know
  #twin(id) {
    const found = this.#rows.get(id);
    if (found) found.twin = true;
  }
}

customElements.define("kith-recent", Recent);
