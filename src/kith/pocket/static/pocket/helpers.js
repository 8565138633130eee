// Colleagues to choose from: who helped, or whom an entry names. The author is on every entry already, so nobody is chosen here beforehand.

import { announce, el, freshId } from "./dom.js";
import { say } from "./words.js";

export class Helpers extends HTMLElement {
  /** [{id, name, role}] of the people who may be added. */
  people = [];
  part = "helpers"; // what the answer is for: the entry's field, and its words

  connectedCallback() {
    if (this.childElementCount || !this.people.length) return;
    const stem = freshId("helpers");
    const chips = this.people.map(({ id, name, role }, at) => {
      const input = el("input", { type: "checkbox", id: `${stem}-${at}`, value: id });
      const words = role ? [name, el("span", { className: "pk-optional" }, ` ${role}`)] : [name];
      return el("div", { className: "pk-chip" }, input, el("label", { for: input.id }, words));
    });
    const help = el("p", { className: "pk-help", id: `${stem}-help` }, say(`${this.part}Help`));
    const legend = el("legend", { className: "pk-label" }, say(this.part), el("span", { className: "pk-optional" }, ` ${say("optional")}`));
    this.append(el("fieldset", { className: "pk-group", "aria-describedby": help.id }, legend, help, el("div", { className: "pk-chips" }, chips)));
    this.addEventListener("change", () => announce("kith-answer", { part: this.part }, this));
  }

  get answer() {
    return [...this.querySelectorAll("input:checked")].map((input) => input.value);
  }

  set answer(ids) {
    for (const input of this.querySelectorAll("input")) input.checked = (ids ?? []).includes(input.value);
  }
}

customElements.define("kith-helpers", Helpers);
