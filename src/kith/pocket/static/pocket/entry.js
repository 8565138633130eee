// The sheet on which one entry is made, drawn from its kind's definition.

import { answered, asked, unusual, wrong, wrongBetween } from "./checks.js";
import { instant, offsetSeconds } from "./clock.js";
import { announce, el, freshId, icon } from "./dom.js";
import "./helpers.js";
import "./named.js";
import { readersOf } from "./readers.js";
import { partFor } from "./parts/parts.js";
import { stateOf } from "./state.js";
import { summary } from "./summary.js";
import "./when.js";
import { say } from "./words.js";

export class Entry extends HTMLElement {
  // set by whoever opens it, before it joins the page
  kind = null;
  id7 = "";
  patient = "";
  person = "";
  own = ""; // all of their names, where the page holds them
  readers = "";
  helpers = [];
  former = null; // the Entry JSON that is being put right
  planned = null; // {plan, due} where it carries out something planned
  plannedWords = ""; // what was planned, for whoever carries it out
  quickly = false; // a quick answer saves at once; it can be undone
  #confirmed = new Set();
  #saved = false;

  connectedCallback() {
    if (this.childElementCount) return;
    this.stem = freshId("entry");
    this.parts = this.kind.parts.map((definition) => partFor(definition));
    const { fact, names_staff: names } = this.kind;
    this.when = Object.assign(document.createElement("kith-when"), { period: Boolean(this.kind.takes_period), day: Boolean(fact) });
    this.with = Object.assign(document.createElement("kith-helpers"), { people: names ? [] : this.helpers, hidden: Boolean(fact) });
    this.about = Object.assign(document.createElement("kith-helpers"), { people: names ? this.helpers : [], part: "about" });
    this.reading = Object.assign(document.createElement("kith-readers"), { readers: readersOf(this.readers, this.kind), fixed: Boolean(this.former) });
    this.naming = Object.assign(document.createElement("kith-named"), { own: [this.person, this.own], known: this.helpers.map(({ name }) => name) });
    this.problems = el("div", { className: "pk-problems", tabIndex: -1, hidden: true, role: "alert" });
    const form = el("form", { className: "pk-sheet", noValidate: true }, this.#head(), el("div", { className: "pk-sheet-body" }, this.problems, this.#notice(), this.#quick(), ...this.parts, this.#note(), this.when, this.with, this.about, this.#reason(), this.naming, this.reading), this.#foot());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.append(form);
    this.addEventListener("kith-answer", (event) => this.#changed(event.detail.part));
    if (this.former) this.state = stateOf(this.former, this.kind);
    this.#arrange();
  }

  #head() {
    const close = el("button", { type: "button", className: "pk-close", "aria-label": say("close"), onclick: () => announce("kith-close", {}, this) });
    close.append(icon("close"));
    const words = el("div", {}, el("h2", { id: `${this.stem}-title`, className: "pk-title", tabIndex: -1 }, this.kind.words.everyday), el("p", { className: "pk-person" }, say("forPerson", { person: this.person })));
    return el("header", { className: "pk-sheet-head" }, icon(this.kind.icon), words, close);
  }

  #notice() {
    if (!this.kind.notice && !this.kind.help && !this.plannedWords) return null;
    return el("div", {}, this.plannedWords ? el("p", { className: "pk-planned" }, this.plannedWords) : null, this.kind.notice ? el("p", { className: "pk-notice" }, this.kind.notice) : null, this.kind.help ? el("p", { className: "pk-help" }, this.kind.help) : null);
  }

  #quick() {
    if (!this.kind.quick?.length || this.former) return null;
    const buttons = this.kind.quick.map(({ words, answers }) => el("button", { type: "button", className: "pk-quick", onclick: () => this.#take(answers) }, words));
    return el("div", { className: "pk-quicks", role: "group", "aria-label": say("quick") }, buttons);
  }

  #note() {
    if (!this.kind.note?.allowed) return null;
    const id = `${this.stem}-note`;
    this.note = el("textarea", { id, rows: 2, className: "pk-words" });
    this.note.addEventListener("input", () => this.#changed("note"));
    return el("div", { className: "pk-part" }, el("label", { for: id, className: "pk-label" }, this.kind.note.words || say("note"), el("span", { className: "pk-optional" }, ` ${say("optional")}`)), this.note);
  }

  #reason() {
    if (!this.former) return null;
    const id = `${this.stem}-reason`;
    this.reason = el("input", { id, type: "text", className: "pk-line-field", "aria-describedby": `${id}-help` });
    this.reason.addEventListener("input", () => this.#changed("reason"));
    return el("div", { className: "pk-part" }, el("label", { for: id, className: "pk-label" }, say("reason")), el("p", { className: "pk-help", id: `${id}-help` }, say("reasonHelp")), this.reason);
  }

  #foot() {
    this.kept = el("p", { className: "pk-kept", role: "status" });
    return el("footer", { className: "pk-sheet-foot" }, this.kept, el("button", { type: "submit", className: "pk-button" }, say("saveFor", { person: this.person })));
  }

  // a quick answer fills several parts at once; it is a tap like any other, and can be changed before saving
  #take(answers) {
    for (const part of this.parts) {
      if (!(part.definition.key in answers)) continue;
      part.answer = answers[part.definition.key];
      part.changed();
    }
    if (this.quickly) this.save();
  }

  #changed(part) {
    this.#confirmed.delete(part);
    this.#arrange();
    announce("kith-change", {}, this);
  }

  #arrange() {
    const all = this.#all();
    for (const part of this.parts) part.hidden = !asked(part.definition, all);
    if (!this.#tellsOfOthers) this.naming.read([...this.parts.filter(({ hidden, definition }) => !hidden && definition.type === "text").map(({ definition }) => all[definition.key] ?? ""), this.note?.value ?? ""]);
  }

  /** Whether its kind is made to name somebody: a contact, a concern. */
  get #tellsOfOthers() {
    return this.kind.names_staff || this.parts.some(({ definition }) => definition.key === "name");
  }

  #all() {
    return Object.fromEntries(this.parts.map((part) => [part.definition.key, part.answer]));
  }

  /** Answers to the parts that are asked; unanswered parts are absent. */
  get answers() {
    const all = this.#all();
    return Object.fromEntries(this.parts.filter((part) => asked(part.definition, all) && answered(part.answer)).map((part) => [part.definition.key, part.answer]));
  }

  /** Everything that a draft keeps. */
  get state() {
    return { kind: this.kind.key, answers: this.#all(), note: this.note?.value ?? "", when: this.when.state, helpers: this.with.answer, about: this.about.answer, private: this.reading.answer, reason: this.reason?.value ?? "", former: this.former, planned: this.planned };
  }

  set state({ answers = {}, note = "", when = {}, helpers = [], about = [], private: more = null, reason = "", planned = null }) {
    this.planned ??= planned;
    for (const part of this.parts) part.answer = answers[part.definition.key] ?? null;
    if (this.note) this.note.value = note;
    if (this.reason) this.reason.value = reason;
    this.when.state = when;
    this.with.answer = helpers;
    this.about.answer = about;
    this.reading.answer = more;
    this.#arrange();
  }

  /** The Entry JSON of the API. */
  get entry() {
    const clock = instant(new Date());
    const { occurred, until } = this.when.answer;
    return {
      id: this.id7, kind: this.kind.key, definition: `${this.kind.url}|${this.kind.version}`, patient: this.patient, occurred, until,
      answers: this.answers, note: this.note?.value.trim() ?? "", helpers: this.with.answer, about: this.about.answer, private: this.reading.answer ?? this.former?.private ?? null, confirmed: [...this.#confirmed], planned: this.planned ?? this.former?.planned ?? null, made: clock,
      device: { clock, offset_seconds: offsetSeconds() }, replaces: this.former?.replaces ?? null, reason: this.reason?.value.trim() || null,
    };
  }

  /** Save if nothing is wrong and everything unusual is confirmed; else show what is needed. */
  save() {
    if (this.#saved) return; // the second of two quick taps
    if (!this.#findings()) return;
    this.#saved = true;
    this.when.remember();
    announce("kith-save", { entry: this.entry, title: this.kind.words.everyday, text: summary(this.kind, this.answers, this.note?.value ?? "") }, this);
  }

  #findings() {
    const shown = this.parts.filter((part) => !part.hidden);
    const found = this.#errors(shown);
    for (const part of [...shown, this.when]) part.tell(null);
    for (const [part, message] of found) part.tell(message);
    if (found.length) return this.#report(say("errorTitle"), found);
    const doubts = shown.map((part) => [part, this.#confirmed.has(part.definition.key) ? null : unusual(part.definition, part.answer)]).filter(([, message]) => message);
    for (const [part, message] of doubts) this.#doubt(part, message);
    return doubts.length ? this.#report(say("unusualTitle"), doubts, true) : this.#clear();
  }

  #errors(shown) {
    const answers = this.answers;
    const found = shown.map((part) => [part, wrong(part.definition, part.answer) ?? wrongBetween(part.definition, answers, this.kind.parts)]);
    found.push([this.when, this.when.wrong()]);
    if (this.former && !this.reason.value.trim()) found.push([{ anchor: this.reason.id, tell: () => null }, say("errorReason")]);
    const wrongs = found.filter(([, message]) => message);
    const empty = !wrongs.length && this.parts.length && !Object.keys(answers).length && !this.note?.value.trim();
    return empty ? [[shown[0], say("errorEmpty")]] : wrongs;
  }

  #doubt(part, message) {
    part.ask(message, () => {
      this.#confirmed.add(part.definition.key);
      if (!this.querySelector(".pk-caution button")) this.#clear();
      this.querySelector("[type=submit]").focus();
    });
  }

  /** What the server found: errors and doubts, [{part, message}], put at their parts. */
  findings({ errors = [], unusual: doubts = [] }) {
    this.#saved = false;
    const at = ({ part }) => this.parts.find((one) => one.definition.key === part) ?? (part === "occurred" || part === "until" ? this.when : { anchor: this.parts[0]?.anchor, tell: () => null });
    const found = errors.map((one) => [at(one), one.message]);
    for (const [part, message] of found) part.tell(message);
    const unsure = doubts.map((one) => [at(one), one.message]).filter(([part]) => part.ask);
    for (const [part, message] of unsure) this.#doubt(part, message);
    if (found.length + unsure.length) this.#report(say(found.length ? "errorTitle" : "unusualTitle"), [...found, ...unsure], !found.length);
  }

  #report(title, found, doubtful = false) {
    const items = found.map(([part, message]) => {
      const go = (event) => {
        event.preventDefault();
        document.getElementById(part.anchor)?.focus();
      };
      return el("li", {}, el("a", { href: `#${part.anchor}`, onclick: go }, message));
    });
    this.problems.replaceChildren(el("h3", {}, title), el("ul", {}, items));
    this.problems.classList.toggle("pk-problems--doubt", doubtful);
    this.problems.hidden = false;
    this.problems.focus();
    return false;
  }

  #clear() {
    this.problems.hidden = true;
    return true;
  }

  focus() {
    this.querySelector(".pk-title").focus();
  }
}

customElements.define("kith-entry", Entry);
