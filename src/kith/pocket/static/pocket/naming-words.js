// Words that are names, that stand before names, and that are none; a text word by word. As kith.catalogue.naming.words.

const WORD = /\p{L}+(?:[-'’.]\p{L}+)*/gu;
const OWNS = /['’](?:s|ll|ve|re|d|m)$/i;
const NOT = /n['’]t$/i;
const ENDS = [".", "!", "?", ":", "\n", "•", "*", "|"];
const INFLECTED = /(?:s|es|ed|d|ing|ly|er|r)$/;
const SETS = ["always", "joins", "months", "before_month", "never", "place_ends", "place_begins", "first_names", "also_words", "after_a_name", "ordinary"];

let fetched;

/** The lists, fetched once a page. Null where they cannot be had: then no hint is given, and nothing else is different. */
export function lists(address = "/pocket/naming.json") {
  fetched ??= load(address).catch(() => {
    fetched = undefined;
    return null;
  });
  return fetched;
}

async function load(address) {
  const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`naming: ${answer.status}`);
  const told = await answer.json();
  const sets = Object.fromEntries(SETS.map((name) => [name, new Set(told[name])]));
  return { ...sets, titles: new Map(Object.entries(told.titles)), relations: new RegExp(told.relations, "gi") };
}

/** A word without case, accents and what joins it. */
export const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[^\p{L}]/gu, "");

/** Whether it means something by itself, name or not. */
export function isWord(folded, held) {
  if (held.also_words.has(folded) || held.months.has(folded)) return true;
  if (held.first_names.has(folded)) return false;
  const stem = folded.replace(INFLECTED, "");
  const stems = stem.length > 2 ? [stem, `${stem}e`, stem.replace(/(.)\1$/u, "$1")] : [];
  return [folded, ...stems].some((each) => held.ordinary.has(each));
}

/** The words of a text in order: {text, start, end, folded, capital, upper, begins, owns, denies}. */
export function wordsOf(text, held) {
  const found = [];
  for (const match of text.matchAll(WORD)) {
    const core = match[0].replace(OWNS, "");
    found.push({
      text: core, start: match.index, end: match.index + core.length, folded: fold(core), capital: /^\p{Lu}/u.test(core), upper: core === core.toUpperCase() && core !== core.toLowerCase(),
      begins: begins(text, match.index, found.at(-1), held), owns: core !== match[0], denies: NOT.test(core),
    });
  }
  return found;
}

function begins(text, start, before, held) {
  const gap = text.slice(before?.end ?? 0, start);
  if (!before || gap.includes("\n")) return true;
  if (!ENDS.some((end) => gap.includes(end))) return false;
  return !(gap.trim() === "." && (before.text.length === 1 || held.titles.has(before.folded)));
}

/** Words of names, and initials, as they are looked for: {words, initials}. */
export function namesOf(names, held) {
  const words = new Set();
  const initials = new Set();
  for (const name of names) {
    const parts = name.split(/[\s.,]+/).filter((part) => part && !held.titles.has(fold(part)));
    for (const word of parts.flatMap((part) => [fold(part), ...part.split(/[-'’]/).map(fold)])) if (word.length > 1 && !held.joins.has(word)) words.add(word);
    const letters = parts.map((part) => part[0]).join("").toUpperCase();
    if (letters.length > 1 && !held.never.has(letters.toLowerCase())) initials.add(letters);
  }
  return { words, initials };
}
