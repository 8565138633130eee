// Entries that the server sent back to their author: errors to mend, two texts to choose from, or a refusal.

import { definitions } from "./definitions.js";
import { el } from "./dom.js";
import { page } from "./page.js";
import { summary } from "./summary.js";
import { say } from "./words.js";

const NEEDY = ["wrong", "conflict", "refused", "broken"];

export class Needs extends HTMLElement {
  connectedCallback() {
    this.show = () => this.#show();
    document.addEventListener("kith-outbox", this.show);
    document.addEventListener("kith-line", this.show);
    this.#show();
  }

  disconnectedCallback() {
    document.removeEventListener("kith-outbox", this.show);
    document.removeEventListener("kith-line", this.show);
  }

  async #show() {
    const items = (await page().outbox.items()).filter((item) => NEEDY.includes(item.state));
    const lost = await this.#lost();
    const mark = `${items.map((item) => `${item.row}${item.state}${item.tries}`)}/${lost.length}`;
    if (mark === this.mark) return;
    this.mark = mark;
    this.hidden = !items.length && !lost.length;
    const rows = items.map((item) => el("li", { className: "pk-row" }, el("div", { className: "pk-row-words" }, el("strong", {}, item.title), ...this.#why(item)), ...this.#ways(item)));
    if (lost.length) rows.push(this.#lostRow(lost));
    this.replaceChildren(el("h2", { className: "pk-heading" }, say("needs")), el("ul", { className: "pk-recent" }, rows));
  }

  // rows whose key was destroyed on the server: nobody can open them again, and only their owner may drop them
  async #lost() {
    const found = await Promise.all(["outbox", "drafts"].map(async (store) => (await page().session.keeper.all(store)).lost.map((id) => [store, id])));
    return found.flat();
  }

  #lostRow(lost) {
    const drop = async () => {
      for (const [store, id] of lost) await page().session.keeper.remove(store, id);
      await this.#show();
    };
    const words = lost.length === 1 ? say("lostOne") : say("lost", { n: lost.length });
    const button = el("button", { type: "button", className: "pk-button pk-button--quiet", onclick: drop }, say("lostDrop"));
    return el("li", { className: "pk-row" }, el("div", { className: "pk-row-words" }, words), button);
  }

  #why(item) {
    if (item.state === "refused" || item.state === "broken") return [el("span", {}, say(item.state))];
    return (item.answer?.errors ?? []).concat(item.answer?.unusual ?? []).map(({ message }) => el("span", {}, message));
  }

  #ways(item) {
    const button = (words, onclick, quiet) => el("button", { type: "button", className: quiet ? "pk-button pk-button--quiet" : "pk-button", onclick }, say(words));
    const drop = button("needsDrop", () => page().outbox.drop(item.row), true);
    if (item.state === "wrong" && item.op === "put") return [button("needsMend", () => this.#ask("kith-mend", item)), drop];
    if (item.state === "conflict" && item.op === "put") return [button("needsChoose", () => this.#choose(item))];
    return [drop];
  }

  #ask(name, item) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: item }));
  }

  async #choose(item) {
    const { byKey } = await definitions();
    const kind = byKey.get(item.entry.kind);
    const current = item.answer?.current ?? {};
    const theirs = current.answers && kind ? summary(kind, current.answers, current.note ?? "") : (current.text ?? "");
    const yours = kind ? summary(kind, item.entry.answers, item.entry.note) : item.title;
    const dialog = el("dialog", { className: "pk-dialog pk-choose", "aria-labelledby": "kith-choose-title" });
    const way = (words, work, quiet) => el("button", { type: "button", className: quiet ? "pk-button pk-button--quiet" : "pk-button", onclick: async () => { await work(); dialog.close(); dialog.remove(); } }, say(words));
    const side = (title, text) => el("section", { className: "pk-side" }, el("h3", {}, say(title)), el("p", {}, text));
    const mine = { ...item, state: "waiting", tries: 0, entry: { ...item.entry, replaces: current.version, reason: item.entry.reason ?? say("conflictReason") } };
    dialog.append(
      el("h2", { id: "kith-choose-title", className: "pk-title", tabIndex: -1 }, say("conflictTitle")), el("p", {}, say("conflictHelp")),
      el("div", { className: "pk-sides" }, side("conflictTheirs", theirs), side("conflictYours", yours)),
      el("div", { className: "pk-ways" }, way("conflictKeepTheirs", () => page().outbox.drop(item.row), true), way("conflictKeepYours", async () => { await page().outbox.update(mine); page().sender.wake(); })),
    );
    this.append(dialog);
    dialog.showModal();
    dialog.querySelector("h2").focus();
  }
}

customElements.define("kith-needs", Needs);
