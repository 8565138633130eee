// What all parts of an entry have in common: words, help, an answer that starts empty, and errors tied to the field.

import { el, freshId, announce } from "../dom.js";
import { say } from "../words.js";

/** Put a question about something unusual in `box`, with a button that confirms it; or take it away. */
export function askIn(box, message, yes) {
  box.replaceChildren();
  box.hidden = !message;
  if (!message) return;
  const confirm = () => {
    box.replaceChildren(el("p", {}, `${message} ${say("unusualDone")}`));
    yes();
  };
  const button = el("button", { type: "button", className: "pk-button pk-button--quiet", onclick: confirm }, say("unusualYes"));
  box.append(el("p", {}, message), button);
}

export class Part extends HTMLElement {
  /** The part's definition from the catalogue; set before the element joins the page. */
  definition = null;
  #drawn = false;

  connectedCallback() {
    if (this.#drawn) return;
    this.#drawn = true;
    this.stem = freshId(this.definition.key);
    this.problem = el("p", { className: "pk-problem", id: `${this.stem}-problem`, hidden: true });
    this.caution = el("div", { className: "pk-caution", id: `${this.stem}-caution`, hidden: true });
    this.append(...[this.draw()].flat().filter(Boolean), this.problem, this.caution);
  }

  get label() {
    return this.definition.words.everyday;
  }

  /** The element that takes focus and carries `aria-describedby`. */
  get field() {
    return this.querySelector("input, textarea");
  }

  /** The id that a link in the error summary points at. */
  get anchor() {
    return this.field.id;
  }

  /** The element that is described by help and errors: the fieldset of a group, else the field. */
  get described() {
    return this.querySelector("fieldset") ?? this.field;
  }

  /** A group of controls under one name. */
  group(...children) {
    const legend = el("legend", { className: "pk-label" }, this.label, this.optional());
    return el("fieldset", { className: "pk-group" }, legend, this.help(), ...children, this.clearer());
  }

  /** One control with its label before it. */
  labelled(id, control) {
    return [el("label", { className: "pk-label", for: id }, this.label, this.optional()), this.help(), control];
  }

  optional() {
    return this.definition.required ? null : el("span", { className: "pk-optional" }, ` ${say("optional")}`);
  }

  help() {
    return this.definition.help ? el("p", { className: "pk-help", id: `${this.stem}-help` }, this.definition.help) : null;
  }

  /** Radio buttons cannot be unpressed: a way back to "not answered". */
  clearer() {
    const forget = () => {
      this.answer = null;
      this.changed();
      this.field?.focus();
    };
    const name = say("clearPart", { part: this.label });
    this.clearButton = el("button", { type: "button", className: "pk-clear", hidden: true, "aria-label": name, onclick: forget }, say("clear"));
    return this.clearButton;
  }

  /** Call after every change by hand. */
  changed() {
    this.tell(null);
    this.ask(null);
    if (this.clearButton) this.clearButton.hidden = this.answer === null;
    announce("kith-answer", { part: this.definition.key }, this);
  }

  /** Show an error at the field, or take it away. */
  tell(message) {
    this.problem.textContent = message ?? "";
    this.problem.hidden = !message;
    this.field?.toggleAttribute("aria-invalid", Boolean(message));
    if (message) this.field?.setAttribute("aria-invalid", "true");
    this.describe();
  }

  /** Ask to confirm something unusual; `yes` is called when it is. */
  ask(message, yes = null) {
    askIn(this.caution, message, yes);
    this.describe();
  }

  describe() {
    const ids = ["help", "problem", "caution"].map((what) => `${this.stem}-${what}`);
    const shown = ids.filter((id) => this.querySelector(`#${id}:not([hidden])`));
    if (shown.length) this.described?.setAttribute("aria-describedby", shown.join(" "));
    else this.described?.removeAttribute("aria-describedby");
  }
}
