// One of several, or several of several: large tiles over real radio buttons and checkboxes, none chosen beforehand.

import { el, icon } from "../dom.js";
import { say } from "../words.js";
import { Part } from "./part.js";

class Tiles extends Part {
  kind = "radio";

  get options() {
    return this.definition.options ?? [];
  }

  draw() {
    const tiles = this.options.map((option, at) => this.tile(option, `${this.stem}-${at}`));
    const list = el("div", { className: "pk-options" }, tiles);
    list.addEventListener("change", () => this.changed());
    return this.group(list);
  }

  tile(option, id) {
    const input = el("input", { type: this.kind, name: this.stem, id, value: option.code });
    const face = option.icon ? icon(option.icon) : null;
    return el("div", { className: "pk-option" }, input, el("label", { for: id }, face, el("span", {}, option.words.everyday)));
  }

  get chosen() {
    return [...this.querySelectorAll("input:checked")].map((input) => input.value);
  }

  choose(codes) {
    for (const input of this.querySelectorAll("input")) input.checked = codes.includes(input.value);
    if (this.clearButton) this.clearButton.hidden = !codes.length;
  }
}

/** One of several; the answer is the option's code. */
export class Choice extends Tiles {
  get answer() {
    return this.chosen[0] ?? null;
  }

  set answer(code) {
    this.choose(code === null || code === undefined ? [] : [code]);
  }
}

/** Several of several; the answer is a list of codes. */
export class Choices extends Tiles {
  kind = "checkbox";

  get answer() {
    return this.chosen.length ? this.chosen : null;
  }

  set answer(codes) {
    this.choose(codes ?? []);
  }
}

/** Yes or no; the answer is a boolean. */
export class YesNo extends Tiles {
  get options() {
    return [["yes", say("yes")], ["no", say("no")]].map(([code, everyday]) => ({ code, words: { everyday } }));
  }

  get answer() {
    return this.chosen.length ? this.chosen[0] === "yes" : null;
  }

  set answer(value) {
    this.choose(value === null || value === undefined ? [] : [value ? "yes" : "no"]);
  }
}
