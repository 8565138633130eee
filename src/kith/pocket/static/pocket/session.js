// Who is signed in on this page, and what this page may therefore open. One session a page.

import { learn } from "./clock.js";
import { announce } from "./dom.js";
import { LockedKeeper, MemoryKeeper } from "./keeper.js";
import { newNumber, number } from "./store.js";
import { Vault } from "./vault.js";

const PATIENCE = 20_000; // milliseconds: a slow link is waited for, a dead one is not

export class Session {
  owner = null; // the server's mark for account and device; names nobody
  csrf = null;
  tablet = null; // this browser's number
  signedOut = false;
  finishBy = null; // a login that ended for good leaves until then to save what is open: milliseconds
  over = false; // and that time is over too
  online = true;
  keeper = new MemoryKeeper();
  #entering = null;
  #known = false; // the number is kept by this browser

  /** Fetch mark and key, once at a time. True when this page may keep and send; never throws. */
  enter() {
    this.#entering ??= this.#enter().finally(() => (this.#entering = null));
    return this.#entering;
  }

  /** True when mark and key are here, after asking for them where they are not. */
  async ready() {
    return this.owner !== null || this.enter();
  }

  async #enter() {
    await this.#know();
    const asked = Date.now();
    const { status, data } = await this.#fetch("GET", "/pocket/key");
    if (status !== 200) {
      this.#note(status, data);
      return false;
    }
    learn(data.now, asked, Date.now());
    if (this.owner && this.owner !== data.owner) return this.#other();
    this.csrf = data.csrf;
    this.signedOut = this.over = false;
    this.finishBy = null;
    if (!this.owner) await this.#unlock(data);
    this.#note(200);
    return true;
  }

  // A browser that keeps nothing has a number for this page alone; what were locked under that number nobody could open again.
  async #know() {
    if (this.tablet) return;
    this.tablet = await number().catch(() => null);
    this.#known = this.tablet !== null;
    this.tablet ??= newNumber();
  }

  /** One request of this account. Status 0 means that no answer came. */
  async call(method, path, body) {
    if (!(await this.ready())) return { status: this.signedOut ? 401 : 0, data: null };
    let answer = await this.#fetch(method, path, body);
    // a sign-in in another tab changes the request token: ask once more, as ourselves
    if (answer.status === 403 && (await this.enter())) answer = await this.#fetch(method, path, body);
    this.#note(answer.status, answer.data);
    if (answer.status === 401) await this.enter();
    return answer;
  }

  // The mark comes last: whoever waits for it then reads what this device holds, not the empty memory of a page that has just begun.
  async #unlock(data) {
    if (this.#known && Vault.possible()) {
      try {
        const keeper = new LockedKeeper(await Vault.open(data.owner, data.key));
        await keeper.all("outbox"); // a browser that refuses storage says so here
        await this.#move(keeper);
        navigator.storage?.persist?.().catch(() => false);
      } catch {
        // stays with memory; the state line says that this device cannot keep entries
      }
    }
    this.owner = data.owner;
  }

  // What was saved before the key came is locked and kept. From here on the disk takes what is saved: nothing slips in between.
  async #move(keeper) {
    const memory = this.keeper;
    this.keeper = keeper;
    try {
      for (const store of ["outbox", "drafts"]) {
        for (const value of (await memory.all(store)).values) await keeper.put(store, value.row ?? value.id, value);
      }
    } catch (error) {
      this.keeper = memory;
      throw error;
    }
  }

  // Another account signed in: nothing of the first one's may stay on the screen or be sent.
  #other() {
    document.documentElement.hidden = true;
    location.reload();
    return false;
  }

  #note(status, data = null) {
    this.online = status !== 0;
    if (status === 401) this.#ended(data?.finish_by);
    announce("kith-line");
  }

  #ended(by) {
    const news = !this.signedOut || (this.finishBy !== null && !by && !this.over);
    this.signedOut = true;
    this.over = this.finishBy !== null && !by;
    if (by) this.finishBy = Date.parse(by);
    if (news) announce("kith-signed-out");
  }

  async #fetch(method, path, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(path, { method, signal: stop.signal, headers: this.#headers(body), credentials: "same-origin", cache: "no-store", redirect: "error", body: body && JSON.stringify(body) });
      const json = answer.headers.get("content-type")?.includes("json");
      return { status: answer.status, data: json ? await answer.json() : null, wait: Number(answer.headers.get("retry-after")) || 0 };
    } catch {
      return { status: 0, data: null, wait: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  #headers(body) {
    const headers = { Accept: "application/json" };
    if (body) headers["Content-Type"] = "application/json";
    if (this.csrf) headers["X-CSRFToken"] = this.csrf;
    if (this.owner) headers["X-Kith-Account"] = this.owner;
    if (this.tablet) headers["X-Kith-Tablet"] = this.tablet;
    return headers;
  }
}
