// The entry being typed, kept while it is typed: on this device within a second, on the server within five.

import { instant } from "./clock.js";
import { announce } from "./dom.js";

const HERE = 700; // milliseconds from a change to the device
const THERE = 3_500; // and to the server, which leaves a slow network its second and a half
const LIFETIME = 14 * 86_400_000;
const FAILED = Symbol("not kept");
const gone = new Set(); // forgotten on this page: the server's list may still hold them for a moment

export class Draft {
  #read = null;
  #here = null;
  #there = null;
  #going = Promise.resolve();
  #sending = Promise.resolve();
  here = false; // what was last to be kept is on this device
  closed = false;

  constructor(session, id, patient, title) {
    Object.assign(this, { session, id, patient, title });
  }

  /** Something changed; `read` gives what to keep when the time comes. */
  change(read) {
    if (this.closed) return;
    this.#read = read;
    this.#here ??= setTimeout(() => this.keep(), HERE);
    this.#there ??= setTimeout(() => this.send(), THERE);
  }

  /** Keep it on the device now. */
  async keep() {
    clearTimeout(this.#here);
    this.#here = null;
    if (this.closed || !this.#read) return;
    const value = this.#value();
    const kept = this.#going.then(() => this.closed || this.session.keeper.put("drafts", this.id, value));
    this.#going = kept.catch(() => null);
    this.here = this.session.keeper.lasting && (await kept.catch(() => FAILED)) !== FAILED;
    if (!this.here) return; // memory alone, or a full disk: never say that it was kept
    announce("kith-draft", { id: this.id, where: "device", signedOut: this.session.signedOut });
  }

  /** Send it to the server now; what does not arrive goes with the next change or the next try. */
  async send() {
    this.#there = null;
    if (this.closed || !this.#read) return;
    const { state, changed, patient, title } = this.#value();
    this.#sending = this.session.call("PUT", `/pocket/drafts/${this.id}`, { patient, changed, body: { title, state } });
    const answer = await this.#sending;
    if (this.closed) return;
    if (answer.status === 204 || answer.status === 200) announce("kith-draft", { id: this.id, where: "server", here: this.here });
    else if (answer.status === 401) announce("kith-draft", { id: this.id, where: "device", signedOut: true });
    else if (answer.status === 0 || answer.status >= 500) this.#there ??= setTimeout(() => this.send(), THERE);
  }

  /** It became an entry: forget it everywhere. */
  async close() {
    this.closed = true;
    clearTimeout(this.#here);
    clearTimeout(this.#there);
    await Promise.all([this.#going, this.#sending]); // what is under way must not outlive the removal
    await forget(this.session, this.id);
  }

  #value() {
    return { id: this.id, patient: this.patient, title: this.title, changed: instant(new Date()), state: this.#read() };
  }
}

/** Remove a draft from device and server. */
export async function forget(session, id) {
  gone.add(id);
  await session.keeper.remove("drafts", id);
  await session.call("DELETE", `/pocket/drafts/${id}`);
}

/** This account's drafts for one person, newest of device and server, newest first. Too old ones are dropped. */
export async function draftsOf(session, patient) {
  const found = new Map();
  for (const draft of (await session.keeper.all("drafts")).values) {
    if (Date.now() - Date.parse(draft.changed) > LIFETIME) await session.keeper.remove("drafts", draft.id);
    else found.set(draft.id, draft);
  }
  const { status, data } = await session.call("GET", `/pocket/drafts?patient=${encodeURIComponent(patient)}`);
  for (const { id, changed, body, patient: whose } of status === 200 ? data.drafts : []) {
    const here = found.get(id);
    if (!here || Date.parse(here.changed) < Date.parse(changed)) found.set(id, { id, patient: whose, changed, ...body });
  }
  return [...found.values()].filter((draft) => draft.patient === patient && !gone.has(draft.id)).sort((a, b) => (a.changed < b.changed ? 1 : -1));
}
