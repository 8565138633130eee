// What this account has saved and the server has not yet acknowledged. Always read from the keeper, so that two tabs agree.

import { announce } from "./dom.js";
import { exclusive } from "./lock.js";
import { say } from "./words.js";

const withdrawal = (id) => `${id}:withdraw`;

export class Outbox {
  #versions = new Map(); // entry id -> version acknowledged while this page lived

  constructor(session) {
    this.session = session;
  }

  /** Keep an entry (the API's Entry JSON) until it is acknowledged. `title` is what its author sees while it waits. */
  async keep(entry, title) {
    await this.update({ row: entry.id, op: "put", entry, title, state: "waiting", tries: 0, since: Date.now() });
  }

  async update(item) {
    await this.session.keeper.put("outbox", item.row, item);
    announce("kith-outbox");
  }

  async drop(row) {
    await this.session.keeper.remove("outbox", row);
    announce("kith-outbox");
  }

  /** All items, oldest first, and withdrawals after all entries: the server cannot withdraw what it does not have yet.
   *  The keeper knows only when each was touched last, and every try touches it. */
  async items() {
    const { values } = await this.session.keeper.all("outbox");
    return values.sort((a, b) => (a.op === "withdraw") - (b.op === "withdraw") || (a.since ?? 0) - (b.since ?? 0));
  }

  async find(row) {
    return (await this.items()).find((item) => item.row === row);
  }

  /** The server has it: forget it here, and tell a withdrawal that waited which version to withdraw. */
  async acknowledge(item, version) {
    this.#versions.set(item.entry.id, version);
    const waiting = item.op === "put" && (await this.find(withdrawal(item.entry.id)));
    if (waiting) await this.update({ ...waiting, version });
    await this.drop(item.row);
    announce("kith-sent", { id: item.entry.id, patient: item.entry.patient, op: item.op, version });
  }

  /** The item counted as tried, or nothing where it has been undone or sent meanwhile. From here on it may have arrived. */
  claim(row) {
    return this.#alone(async () => {
      const item = await this.find(row);
      if (!item) return null;
      const tried = { ...item, tries: item.tries + 1 };
      await this.session.keeper.put("outbox", row, tried);
      return tried;
    });
  }

  /** Take back what was just saved. Never sent, it is forgotten; else a new entry is withdrawn, and an amendment
   *  (`former` is the Entry JSON before it) is put back as it was. Its history tells both. */
  undo(entry, title, former = null) {
    return this.#alone(async () => {
      const item = await this.find(entry.id);
      if (item && item.tries === 0) return this.drop(entry.id);
      const version = this.#versions.get(entry.id) ?? null;
      if (!former) return this.withdraw(entry, version, title, say("undoReason"));
      return version ? this.keep({ ...former, replaces: version, reason: say("undoReason") }, title) : undefined;
    });
  }

  /** Ask the server to mark an entry as entered in error. A null version waits for the put before it. */
  async withdraw(entry, version, title, reason) {
    await this.update({ row: withdrawal(entry.id), op: "withdraw", entry, title, version, reason, state: "waiting", tries: 0, since: Date.now() });
  }

  #alone(work) {
    return exclusive(`kith-outbox-${this.session.owner}`, work);
  }
}
