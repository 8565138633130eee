// Where entries and drafts are kept: locked on the device, or, where the device cannot lock, in this page's memory alone.

import * as disk from "./store.js";

/** Keeps values locked on this device for one account. */
export class LockedKeeper {
  constructor(vault) {
    this.vault = vault;
    this.lasting = true;
  }

  async put(store, id, value) {
    await disk.put(store, await this.vault.lock(store, id, value));
  }

  remove(store, id) {
    return disk.remove(store, id);
  }

  /** This account's values, oldest first, and the ids of rows of its mark that its key does not open. */
  async all(store) {
    const values = [];
    const lost = [];
    for (const row of (await disk.owned(store, this.vault.owner)).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
      try {
        values.push(await this.vault.unlock(store, row));
      } catch {
        lost.push(row.id); // the key was destroyed on the server, or the row was damaged
      }
    }
    return { values, lost };
  }

  /** How many rows of other accounts wait on this device: a number, nothing more. */
  async others(store) {
    return (await disk.countAll(store)) - (await disk.countOwned(store, this.vault.owner));
  }
}

/** The humble fallback: nothing is written to the device, everything goes with the page. */
export class MemoryKeeper {
  #rows = { outbox: new Map(), drafts: new Map() };

  constructor() {
    this.lasting = false;
  }

  async put(store, id, value) {
    this.#rows[store].set(id, structuredClone(value));
  }

  async remove(store, id) {
    this.#rows[store].delete(id);
  }

  async all(store) {
    return { values: [...this.#rows[store].values()], lost: [] };
  }

  async others() {
    return 0;
  }
}
