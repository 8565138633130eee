// Sends the outbox: one tab at a time, oldest first, again after every kind of silence. It never drops what was not acknowledged.

import { announce } from "./dom.js";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** What an answer means for an item: gone, again later, or waiting for its author. */
export function meaning(status) {
  if (status === 200 || status === 201 || status === 204) return "sent";
  if (status === 401 || status === 403) return "signin";
  if (status === 412) return "conflict";
  if (status === 422) return "wrong";
  if (status === 404 || status === 409) return "refused";
  if (status === 400 || status === 413 || status === 415) return "broken";
  return "later"; // 0 (no answer), 408, 425, 429, 5xx and whatever a proxy on the way invents
}

export class Sender {
  #pause = FIRST_PAUSE;
  #timer = null;
  #again = false;
  sending = false;

  constructor(session, outbox) {
    this.session = session;
    this.outbox = outbox;
    for (const event of ["online", "pageshow", "focus"]) addEventListener(event, () => this.wake());
    addEventListener("offline", () => { session.online = false; announce("kith-line"); });
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
  }

  /** Send now, whatever the pause was. */
  async wake() {
    clearTimeout(this.#timer);
    if (this.sending) {
      this.#again = true;
      return;
    }
    this.sending = true;
    try {
      do {
        this.#again = false;
        await this.#turn();
      } while (this.#again);
    } finally {
      this.sending = false;
      announce("kith-line");
    }
  }

  async #turn() {
    if (!(await this.session.ready())) return this.#later(0);
    const name = `kith-send-${this.session.owner}`;
    if (!navigator.locks) return this.#drain();
    return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? this.#drain() : this.#later(0)));
  }

  async #drain() {
    const blocked = new Set(); // entries whose earlier step has not been acknowledged
    for (const item of await this.outbox.items()) {
      const id = item.entry.id;
      if (blocked.has(id) || !["waiting", "signin"].includes(item.state)) {
        blocked.add(id);
        continue;
      }
      const outcome = await this.#send(item);
      if (outcome === "stop") return;
      if (outcome !== "sent") blocked.add(id);
    }
  }

  async #send(item) {
    const tried = await this.outbox.claim(item.row);
    if (!tried) return "sent"; // undone, or sent by another tab, since we looked
    const { status, data, wait } = await this.#request(tried);
    const what = meaning(status);
    if (what === "sent") {
      this.#pause = FIRST_PAUSE;
      await this.outbox.acknowledge(tried, data?.version ?? null);
    } else if (what === "later") {
      this.#later(wait);
      return "stop";
    } else if ([409, 412].includes(status) && tried.op === "put" && tried.entry.planned && !tried.twin && !tried.entry.replaces) {
      await this.outbox.twin(tried);
      this.#again = true;
    } else {
      await this.outbox.update({ ...tried, state: what, answer: data });
      if (what === "signin") return "stop";
    }
    return what;
  }

  #request(item) {
    if (item.op === "put") return this.session.call("PUT", `/pocket/entries/${item.entry.id}`, item.entry);
    const body = { version: item.version, reason: item.reason, mine: item.mine ?? false };
    return this.session.call("POST", `/pocket/entries/${item.entry.id}/withdraw`, body);
  }

  #later(wait) {
    const spread = 0.75 + Math.random() / 2; // a whole home's tablets must not return in the same second
    this.#timer = setTimeout(() => this.wake(), Math.max(wait * 1_000, this.#pause * spread));
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }
}
