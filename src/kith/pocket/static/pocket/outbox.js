// What this account has saved and the server has not yet acknowledged. Always read from the keeper, so that two tabs agree.

import { announce } from "./dom.js";
import { exclusive } from "./lock.js";
import { uuid7 } from "./uuid7.js";
import { say } from "./words.js";

const withdrawal = (id) => `${id}:withdraw`;

export class Outbox {
  #sent = new Map(); // row -> what was acknowledged while this page lived: {entry, version}

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
    this.#sent.set(item.row, { entry: item.entry, version });
    const waiting = item.op === "put" && (await this.find(withdrawal(item.row)));
    if (waiting) await this.update({ ...waiting, entry: item.entry, version });
    await this.drop(item.row);
    const id = item.op === "put" ? item.row : item.entry.id;
    announce("kith-sent", { id, patient: item.entry.patient, op: item.op, version });
  }

  /** Somebody has already recorded what was planned: both are kept. This one goes again under a number of its own, in
   *  the same row, so that a page that dies here sends it once. */
  async twin(item) {
    await this.update({ ...item, entry: { ...item.entry, id: uuid7() }, state: "waiting", twin: true });
    announce("kith-twin", { id: item.row });
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
   *  (`former` is the Entry JSON before it) is put back as it was. Its history tells both. False while an amendment is
   *  on its way: which version it became is not known yet. */
  undo(entry, title, former = null) {
    return this.#alone(async () => {
      const item = await this.find(entry.id);
      const sent = this.#sent.get(entry.id);
      const version = sent?.version ?? null;
      if (item && item.tries === 0) await this.drop(entry.id);
      else if (!former) await this.withdraw(sent?.entry ?? item?.entry ?? entry, version, title, say("undoReason"), entry.id);
      else if (version) await this.keep({ ...former, replaces: version, reason: say("undoReason") }, title);
      else return false;
      return true;
    });
  }

  /** Ask the server to mark an entry as entered in error. A null version waits for the put before it. With `row`, the one
   *  that this account saved under it: nobody else's is touched. */
  async withdraw(entry, version, title, reason, row = null) {
    await this.update({ row: withdrawal(row ?? entry.id), op: "withdraw", mine: row !== null, entry, title, version, reason, state: "waiting", tries: 0, since: Date.now() });
  }

  #alone(work) {
    return exclusive(`kith-outbox-${this.session.owner}`, work);
  }
}
