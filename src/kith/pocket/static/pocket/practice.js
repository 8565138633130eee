// Practising: what is saved goes nowhere and is gone with the page. Everything on the screen behaves as it does at work.

import { announce } from "./dom.js";
import { Session } from "./session.js";

export class PracticeSession extends Session {
  practice = true;
  #versions = new Map();

  async enter() {
    this.owner = "practice";
    announce("kith-line");
    return true;
  }

  async call(method, path) {
    if (path.includes("/drafts")) return { status: method === "GET" ? 200 : 204, data: { drafts: [] }, wait: 0 };
    const [, id] = path.match(/entries\/([^/]+)/);
    const version = (this.#versions.get(id) ?? 0) + 1;
    this.#versions.set(id, version);
    return { status: version === 1 ? 201 : 200, data: { id, version }, wait: 0 };
  }
}
