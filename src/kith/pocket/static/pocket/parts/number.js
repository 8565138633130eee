// An amount: typed, or stepped with two large buttons; never a slider. It starts empty, and nought is only ever chosen.

import { decimal } from "../checks.js";
import { el } from "../dom.js";
import { say } from "../words.js";
import { Part } from "./part.js";

const places = (number) => (String(number).split(".")[1] ?? "").length;

/** The number that a press gives. From empty: nought or one step where nought is possible, else the lowest usual value. */
export function stepped(definition, typed, direction) {
  const step = definition.step ?? 1;
  const least = definition.min ?? 0;
  const current = decimal(typed);
  let next;
  if (current === null) next = least <= 0 ? Math.max(0, direction * step) : (definition.usual?.min ?? least);
  else next = Number(current) + direction * step;
  next = Math.min(Math.max(next, least), definition.max ?? Infinity);
  return next.toFixed(Math.max(places(step), current === null ? 0 : places(current)));
}

/** A quantity with its unit printed in the field. The answer is what was typed, digits kept: "70.0". */
export class Quantity extends Part {
  get unit() {
    return this.definition.unit?.words ?? "";
  }

  draw() {
    const id = `${this.stem}-field`;
    const input = el("input", { id, type: "text", inputMode: this.definition.type === "integer" ? "numeric" : "decimal", autocomplete: "off", className: "pk-number" });
    input.addEventListener("input", () => this.changed());
    input.addEventListener("keydown", (event) => this.#arrows(event));
    const unit = this.unit ? el("span", { className: "pk-unit", id: `${id}-unit` }, this.unit) : null;
    const box = el("div", { className: "pk-stepper" }, this.#press(-1, "less", "−"), el("span", { className: "pk-number-box" }, input, unit), this.#press(1, "more", "+"));
    return this.labelled(id, box);
  }

  #press(direction, word, sign) {
    const press = () => this.#step(direction);
    const button = el("button", { type: "button", className: "pk-step", "aria-label": say(word, { part: this.label }), onclick: press });
    button.append(el("span", { "aria-hidden": "true" }, sign));
    return button;
  }

  #step(direction) {
    this.field.value = stepped(this.definition, this.field.value, direction);
    this.changed();
  }

  #arrows(event) {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    this.#step(event.key === "ArrowUp" ? 1 : -1);
  }

  get answer() {
    const typed = this.field.value.trim();
    return typed === "" ? null : (decimal(typed) ?? typed); // what is no number stays as typed, and is an error
  }

  set answer(value) {
    this.field.value = value ?? "";
  }

  describe() {
    super.describe();
    const ids = [this.unit && `${this.stem}-field-unit`, this.field.getAttribute("aria-describedby")].filter(Boolean);
    if (ids.length) this.field.setAttribute("aria-describedby", ids.join(" "));
  }
}
