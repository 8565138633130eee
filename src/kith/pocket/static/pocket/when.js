// When it happened: now, a little ago, or a day and time; from and until where the kind takes a period.

import { dayInWords, fromWall, instant, now, pairOf, twice, wallDay, wallTime } from "./clock.js";
import { announce, el, freshId } from "./dom.js";
import { askIn } from "./parts/part.js";
import { say } from "./words.js";

const AGO = [[0, () => say("now")], [15, () => say("minutesAgo", { n: 15 })], [30, () => say("minutesAgo", { n: 30 })], [60, () => say("hourAgo")]];
let before = null; // [day, time] picked for the entry before this one: a shift caught up on is told in order
const DAY_BEGINS = "00:00";
const SLACK = 2 * 60_000; // clocks differ a little: two minutes ahead is still now

export class When extends HTMLElement {
  period = false;
  day = false; // a fact is known from a day on: no clock time is asked
  definition = { key: "until" }; // what a confirmation of an unusual length is called

  connectedCallback() {
    if (this.childElementCount) return;
    this.stem = freshId("when");
    this.problem = el("p", { className: "pk-problem", id: `${this.stem}-problem`, hidden: true });
    this.caution = el("div", { className: "pk-caution", hidden: true });
    const legend = el("legend", { className: "pk-label" }, say(this.day ? "whenKnown" : this.period ? "whenFrom" : "when"));
    const chips = this.day ? [this.#chip("0", say("today"))] : AGO.map(([minutes, words]) => this.#chip(String(minutes), words()));
    if (before && !this.day) chips.push(this.#chip("before", say("asBefore", { time: before[1] })));
    const choices = el("div", { className: "pk-chips" }, chips, this.#chip("pick", say(this.day ? "pickDay" : "pick")));
    this.picked = this.#picker("picked", false);
    this.shown = el("p", { className: "pk-help", id: `${this.stem}-shown` });
    this.append(el("fieldset", { className: "pk-group", "aria-describedby": this.shown.id }, legend, choices, this.picked, this.shown), this.period ? this.#ending() : "", this.problem, this.caution);
    this.addEventListener("change", (event) => this.#changed(event.target.value === "pick"));
    this.state = { mode: "0" };
  }

  #chip(value, words) {
    const id = `${this.stem}-${value}`;
    return el("div", { className: "pk-chip" }, el("input", { type: "radio", name: this.stem, id, value }), el("label", { for: id }, words));
  }

  #picker(name, open) {
    const fields = [["day", "date", "pickedDay"], ["time", "time", "pickedTime"]].map(([key, type, words]) => {
      const input = el("input", { id: `${this.stem}-${name}-${key}`, type, className: "pk-clock", max: key === "day" ? wallDay(now()) : undefined, "data-picker": `${name}-${key}` });
      return el("div", { hidden: this.day && key === "time" }, el("label", { for: input.id, className: "pk-small-label" }, say(words)), input);
    });
    const later = el("input", { type: "checkbox", id: `${this.stem}-${name}-later`, "data-picker": `${name}-later` });
    fields.push(el("div", { className: "pk-chip pk-later", hidden: true }, later, el("label", { for: later.id }, say("pickedLater"))));
    return el("div", { className: "pk-pair", hidden: !open }, fields);
  }

  #ending() {
    const legend = el("legend", { className: "pk-label" }, say("whenUntil"), el("span", { className: "pk-optional" }, ` ${say("optional")}`));
    return el("fieldset", { className: "pk-group" }, legend, this.#picker("until", true));
  }

  #input(name) {
    return this.querySelector(`[data-picker="${name}"]`);
  }

  #read(name) {
    const [day, clock] = ["day", "time"].map((key) => this.#input(`${name}-${key}`)?.value ?? "");
    const time = this.day && day ? DAY_BEGINS : clock;
    if (!day && !time) return null;
    return this.#input(`${name}-later`)?.checked && twice(day, time) ? [day, time, true] : [day, time];
  }

  get mode() {
    return this.querySelector(`input[name="${this.stem}"]:checked`)?.value ?? "0";
  }

  /** The pair that stands for a picked time, or null. */
  get #pair() {
    return this.mode === "before" ? before : this.#read("picked");
  }

  get #exact() {
    return this.mode === "pick" || this.mode === "before";
  }

  /** Offer this time for the next entry too. */
  remember() {
    if (this.#exact && !this.day) before = this.#pair;
  }

  /** The instant meant, or null where a picked one is incomplete. "Now" is the moment of asking. */
  get from() {
    if (!this.#exact) return new Date(now().getTime() - Number(this.mode) * 60_000);
    return this.#pair ? fromWall(...this.#pair) : null;
  }

  /** What is wrong with it, in words, or null. */
  wrong() {
    const from = this.from;
    const ending = this.#read("until");
    const until = ending && fromWall(...ending);
    if (!from || (ending && !until)) return say("errorMoment");
    const latest = now().getTime() + SLACK;
    if (from.getTime() > latest || (until && until.getTime() > latest)) return say("errorFuture");
    return until && until < from ? say("errorOrder") : null;
  }

  /** {occurred, until} as the API writes them. */
  get answer() {
    const ending = this.#read("until");
    return { occurred: instant(this.from), until: ending ? instant(fromWall(...ending)) : null };
  }

  /** What a draft keeps: "15 minutes ago" turns into its time, because the draft may be opened later. */
  get state() {
    const from = this.from;
    const picked = this.#exact ? this.#pair : from && pairOf(from);
    return { mode: this.mode === "0" ? "0" : "pick", picked, until: this.#read("until") };
  }

  set state({ mode = "0", picked = null, until = null }) {
    this.querySelector(`input[value="${mode}"]`).checked = true;
    for (const [name, pair] of [["picked", picked], ["until", until]]) {
      ["day", "time"].forEach((key, at) => {
        if (this.#input(`${name}-${key}`)) this.#input(`${name}-${key}`).value = pair?.[at] ?? "";
      });
      if (this.#input(`${name}-later`)) this.#input(`${name}-later`).checked = pair?.[2] ?? false;
    }
    this.#show();
  }

  tell(message) {
    this.problem.textContent = message ?? "";
    this.problem.hidden = !message;
  }

  ask(message, yes = null) {
    askIn(this.caution, message, yes);
  }

  get anchor() {
    return this.mode === "pick" ? this.#input(this.day ? "picked-day" : "picked-time").id : `${this.stem}-${this.mode}`;
  }

  #changed(picking = false) {
    if (this.mode === "pick" && !this.#read("picked")) this.#input("picked-day").value = before?.[0] ?? wallDay(now());
    if (this.#input("until-time")?.value && !this.#input("until-day").value) this.#input("until-day").value = wallDay(this.from ?? now());
    this.tell(null);
    this.ask(null);
    this.#show();
    if (picking) this.#input(this.day ? "picked-day" : "picked-time").focus(); // the time is what is wanted next: one tap less
    announce("kith-answer", { part: "until" }, this);
  }

  // in the night on which clocks go back an hour comes twice: which of the two is asked only then
  #offer(name) {
    const later = this.#input(`${name}-later`);
    const [day, time] = [this.#input(`${name}-day`)?.value, this.#input(`${name}-time`)?.value];
    if (later) later.parentElement.hidden = !(day && time && twice(day, time));
  }

  #show() {
    const from = this.from;
    this.picked.hidden = this.mode !== "pick";
    for (const name of ["picked", "until"]) this.#offer(name);
    this.shown.textContent = !from ? "" : this.day ? dayInWords(from) : `${wallTime(from)} ${dayInWords(from)}`;
  }
}

customElements.define("kith-when", When);
