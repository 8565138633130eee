// Who will be able to read an entry, and whether it tells of something more private than its kind.

import { announce, el, freshId, icon } from "./dom.js";
import { say } from "./words.js";

/** What a page says of readers, for one kind: {usual, private: [{value, words, readers}]}. A plain sentence is for every kind. */
export function readersOf(told, kind) {
  if (!told.startsWith("{")) return { usual: told, private: [] };
  const { words, kinds, private: matters } = JSON.parse(told);
  const [usual, ...more] = kinds[kind.key] ?? [];
  return { usual: words[usual] ?? "", private: more.map((at, place) => ({ ...matters[place], readers: words[at] })) };
}

export class Readers extends HTMLElement {
  readers = { usual: "", private: [] };
  fixed = false; // an entry that is put right stays as private as it was

  connectedCallback() {
    if (this.childElementCount || !this.readers.usual) return;
    this.said = el("span", { role: "status" }, this.readers.usual);
    this.append(el("p", { className: "pk-readers" }, icon("eye"), el("span", {}, el("strong", {}, `${say("readers")}: `), this.said)));
    if (this.readers.private.length && !this.fixed) this.append(this.#more());
  }

  #more() {
    const stem = freshId("private");
    const tiles = [{ value: "", words: say("privateUsual") }, ...this.readers.private].map(({ value, words }, at) => {
      const input = el("input", { type: "radio", name: stem, id: `${stem}-${at}`, value });
      return el("div", { className: "pk-option" }, input, el("label", { for: input.id }, words));
    });
    const group = el("fieldset", { className: "pk-group" }, el("legend", { className: "pk-label" }, say("private")), el("div", { className: "pk-options" }, tiles));
    this.addEventListener("change", () => {
      this.#tell();
      announce("kith-answer", { part: "private" }, this);
    });
    return el("details", { className: "pk-private" }, el("summary", {}, say("privateMore")), group);
  }

  #tell() {
    const chosen = this.readers.private.find(({ value }) => value === this.answer);
    this.said.textContent = chosen?.readers ?? this.readers.usual;
  }

  get answer() {
    return this.querySelector("input:checked")?.value || null;
  }

  set answer(value) {
    for (const input of this.querySelectorAll("input")) input.checked = Boolean(value) && input.value === value;
    if (value && this.querySelector("details")) this.querySelector("details").open = true;
    if (this.said) this.#tell();
  }
}

customElements.define("kith-readers", Readers);
