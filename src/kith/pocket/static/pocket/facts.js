// Facts that are held once about a person: each has an id of its own, and whoever records one opens what there is.

export class Facts {
  #held;
  #sent = new Map(); // id -> the entry saved on this page, until the server says which version it became

  /** `told` is JSON: {kind: {id, former}}, where `former` is the Entry JSON with the version that a change replaces. */
  constructor(told) {
    this.#held = new Map(Object.entries(JSON.parse(told || "{}")));
    document.addEventListener("kith-sent", ({ detail }) => this.#acknowledged(detail));
  }

  /** {id, former} of a kind that is held once; null for every other kind. */
  of(kind) {
    return (kind.fact === "one" && this.#held.get(kind.key)) || null;
  }

  /** Remember what was saved: the next change on this page follows it. */
  saved(entry) {
    if (this.#held.has(entry.kind)) this.#sent.set(entry.id, entry);
  }

  #acknowledged({ id, op, version }) {
    const entry = this.#sent.get(id);
    if (!entry || !version) return;
    const told = op === "withdraw" ? { ...entry, answers: {}, note: "" } : entry;
    this.#held.set(entry.kind, { id, former: { ...told, replaces: version } });
  }
}
