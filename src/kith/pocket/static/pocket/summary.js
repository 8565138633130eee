// An entry in one line of everyday words, for lists and for choosing between two texts.

import { answered } from "./checks.js";
import { say } from "./words.js";

function inWords(part, answer) {
  if (part.type === "yesno") return say(answer ? "yes" : "no");
  const option = (code) => part.options?.find((one) => one.code === code)?.words.everyday ?? code;
  if (part.type === "choice" || part.type === "choices") return [answer].flat().map(option).join(", ");
  return part.unit ? `${answer} ${part.unit.words}` : String(answer);
}

/** "What: Tea · Offered: 200 ml · Taken: 150 ml". Unanswered parts are left out: nothing is not nought. */
export function summary(kind, answers, note = "") {
  const given = kind.parts.filter((part) => answered(answers[part.key])).map((part) => `${part.words.everyday}: ${inWords(part, answers[part.key])}`);
  return [...given, note.trim()].filter(Boolean).join(" · ");
}
