// Possible names of others in a note, while it is written. As kith.catalogue.naming finds them: a test holds the two together.

import { isWord, namesOf, wordsOf } from "./naming-words.js";

const [NONE, KNOWN, NAME, OWN, TITLE] = [0, 1, 2, 3, 4];
const LONGEST = 20_000;
const SHOUTED = 0.6;
const LOWER = 4;
const named = (sort) => sort === KNOWN || sort === NAME;

/** Texts that may name or tell of somebody else, in order. `own` and `known` are names as they are written. */
export function find(text, { own = [], known = [] }, held) {
  const read = text.slice(0, LONGEST);
  const mine = namesOf(own, held);
  const others = namesOf(known, held);
  const around = { own: mine.words, known: without(others.words, mine.words), initials: without(others.initials, mine.initials) };
  const words = wordsOf(read, held);
  const relations = [...read.matchAll(held.relations)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return apart([...marks(read, words, judge(read, words, around, held)), ...relations]).map(({ start, end }) => read.slice(start, end));
}

const without = (one, other) => new Set([...one].filter((each) => !other.has(each)));

function marks(text, words, sorts) {
  const runs = [];
  sorts.forEach((sort, at) => {
    if (sort === NONE) return;
    const last = runs.at(-1);
    if (last?.at(-1) === at - 1 && together(text, words[at - 1], words[at])) last.push(at);
    else runs.push([at]);
  });
  return runs.filter((run) => run.some((at) => named(sorts[at]))).map((run) => ({ start: words[run[0]].start, end: words[run.at(-1)].end }));
}

function together(text, one, other) {
  const gap = text.slice(one.end, other.start);
  return (!gap.trim() && !gap.includes("\n") && !one.owns) || (gap.trim() === "." && !other.begins);
}

function apart(found) {
  const kept = [];
  for (const mark of found.sort((a, b) => a.start - a.end - (b.start - b.end) || a.start - b.start)) if (kept.every(({ start, end }) => mark.end <= start || mark.start >= end)) kept.push(mark);
  return kept.sort((a, b) => a.start - b.start);
}

function judge(text, words, around, held) {
  const long = words.filter((word) => word.text.length > 2);
  const loud = long.length > 2 && long.filter((word) => word.upper).length >= SHOUTED * long.length;
  const sorts = words.map((_, at) => sortOf(text, words, at, around, held, loud));
  afterTitles(words, sorts, held, loud);
  initials(text, words, sorts);
  const found = new Set(words.filter((_, at) => named(sorts[at])).map(({ folded }) => folded));
  words.forEach((word, at) => {
    if (sorts[at] === NONE && word.capital && !loud && found.has(word.folded) && !isWordHere(words, at, held)) sorts[at] = NAME;
  });
  return sorts;
}

function sortOf(text, words, at, around, held, loud) {
  const word = words[at];
  if (around.own.has(word.folded)) return word.capital ? OWN : NONE;
  if (word.text.length < 2 || word.denies || (held.never.has(word.folded) && !around.known.has(word.folded))) return around.initials.has(word.text) ? KNOWN : NONE;
  const known = wholeOrParts(word, around.known);
  if (known || wholeOrParts(word, held.first_names)) return meansAName(words, at, held, loud) ? (known ? KNOWN : NAME) : NONE;
  if (around.initials.has(word.text)) return KNOWN;
  return !loud && looksLikeOne(text, words, at, held) ? NAME : NONE;
}

function wholeOrParts(word, names) {
  const parts = word.text.split(/[-'’]/);
  return names.has(word.folded) || (parts.length > 1 && word.capital && parts.some((part) => part.length > 2 && names.has(part.toLowerCase())));
}

function meansAName(words, at, held, loud) {
  const word = words[at];
  if (held.months.has(word.folded) && held.before_month.has(words[at - 1]?.folded) && !word.begins) return false;
  if (!isWord(word.folded, held)) return word.capital || word.folded.length >= LOWER;
  return word.capital && !loud && !isWordHere(words, at, held);
}

function isWordHere(words, at, held) {
  const word = words[at];
  if (!word.begins || !isWord(word.folded, held) || word.owns) return false;
  const after = words[at + 1];
  return !after || !(held.after_a_name.has(after.folded) || (after.capital && !after.begins));
}

function looksLikeOne(text, words, at, held) {
  const word = words[at];
  if (!word.capital || word.upper || held.titles.has(word.folded) || ofAPlace(text, words, at, held)) return false;
  if (word.begins) return !isWord(word.folded, held);
  const listed = ["-", "–", "(", "/", ",", ";", '"', "“"].includes(text.slice(0, word.start).trimEnd().at(-1));
  return words[at - 1]?.folded !== "in" && !held.months.has(word.folded) && !(listed && isWord(word.folded, held));
}

function ofAPlace(text, words, at, held) {
  if (held.place_ends.has(words[at].folded) || held.place_begins.has(words[at].folded)) return true;
  for (let near = at + 1; near < words.length && near <= at + 3 && text.slice(words[near - 1].end, words[near].start) === " "; near += 1) {
    if (held.place_ends.has(words[near].folded)) return true;
    if (!words[near].capital) break;
  }
  return at > 0 && held.place_begins.has(words[at - 1].folded) && words[at - 1].capital;
}

function afterTitles(words, sorts, held, loud) {
  words.slice(0, -1).forEach((word, at) => {
    if (!held.titles.has(word.folded) || (named(sorts[at]) && !word.capital) || word.owns) return;
    const [one, two] = [words[at + 1]?.folded, words[at + 2]?.folded];
    if (one === "and" && held.titles.has(two) && word.capital) sorts[at] = sorts[at + 1] = TITLE;
    else if (follows(word, words[at + 1], sorts[at + 1], held, loud)) {
      sorts[at] = TITLE;
      if (sorts[at + 1] === NONE) sorts[at + 1] = NAME;
    }
  });
}

function follows(title, after, sort, held, loud) {
  if (after.begins || held.never.has(after.folded) || held.titles.has(after.folded)) return false;
  if (after.capital && !loud) return title.capital || held.always.has(title.folded) || sort !== NONE;
  return held.always.has(title.folded) && (!isWord(after.folded, held) || sort === KNOWN);
}

function initials(text, words, sorts) {
  words.forEach((word, at) => {
    if (word.text.length !== 1 || !word.capital || word.text === "I") return;
    const after = words[at + 1];
    const before = after?.capital && !after.begins && after.text.length > 1 && (text[word.end] === "." || !(word.begins && word.text === "A"));
    if ((at && sorts[at - 1] === TITLE) || (before && sorts[at + 1] !== NONE)) sorts[at] = NAME;
  });
}
