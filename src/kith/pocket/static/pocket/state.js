// A sheet's state from an Entry JSON, to put an entry right.

import { pairOf } from "./clock.js";

const pair = (text) => (text ? pairOf(new Date(text)) : null);

/** What <kith-entry> takes as its `state`. The reason is always given anew, and so is from when on a changed fact is known. */
export function stateOf(entry, kind = null) {
  const when = kind?.fact ? {} : { mode: "pick", picked: pair(entry.occurred), until: pair(entry.until) };
  return { answers: entry.answers, note: entry.note ?? "", helpers: entry.helpers ?? [], about: entry.about ?? [], planned: entry.planned ?? null, reason: "", when };
}
