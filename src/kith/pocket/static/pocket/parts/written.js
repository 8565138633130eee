// Words, a clock time, and a moment.

import { fromWall, instant, now, wallDay, wallTime } from "../clock.js";
import { el } from "../dom.js";
import { say } from "../words.js";
import { Part } from "./part.js";

/** Free words, kept as they were written. */
export class Words extends Part {
  draw() {
    const id = `${this.stem}-field`;
    const field = el("textarea", { id, rows: 3, className: "pk-words" });
    field.addEventListener("input", () => this.changed());
    return this.labelled(id, field);
  }

  get answer() {
    return this.field.value.trim() === "" ? null : this.field.value;
  }

  set answer(value) {
    this.field.value = value ?? "";
  }
}

/** A wall-clock time: "08:10". */
export class ClockTime extends Part {
  draw() {
    const id = `${this.stem}-field`;
    const field = el("input", { id, type: "time", className: "pk-clock" });
    field.addEventListener("input", () => this.changed());
    return this.labelled(id, field);
  }

  get answer() {
    return this.field.value === "" ? null : this.field.value;
  }

  set answer(value) {
    this.field.value = (value ?? "").slice(0, 5);
  }
}

/** A day of the calendar: "2026-11-23". It may lie ahead: a review date does. */
export class Day extends Part {
  draw() {
    const id = `${this.stem}-field`;
    const field = el("input", { id, type: "date", className: "pk-clock" });
    field.addEventListener("input", () => this.changed());
    return this.labelled(id, field);
  }

  get answer() {
    return this.field.value === "" ? null : this.field.value;
  }

  set answer(value) {
    this.field.value = value ?? "";
  }
}

/** A moment: day and time on the wall, an instant in the answer. */
export class Moment extends Part {
  draw() {
    const day = el("input", { id: `${this.stem}-day`, type: "date", max: wallDay(now()), className: "pk-clock" });
    const time = el("input", { id: `${this.stem}-time`, type: "time", className: "pk-clock" });
    const pair = [[day, "pickedDay"], [time, "pickedTime"]].map(([input, word]) => {
      input.addEventListener("input", () => this.changed());
      return el("div", {}, el("label", { for: input.id, className: "pk-small-label" }, say(word)), input);
    });
    return this.group(el("div", { className: "pk-pair" }, pair));
  }

  get answer() {
    const [day, time] = [...this.querySelectorAll("input")].map((input) => input.value);
    if (!day && !time) return null;
    const moment = fromWall(day, time);
    return moment ? instant(moment) : ""; // half a moment counts as unanswered
  }

  set answer(value) {
    const [day, time] = this.querySelectorAll("input");
    day.value = value ? wallDay(new Date(value)) : "";
    time.value = value ? wallTime(new Date(value)) : "";
  }
}
