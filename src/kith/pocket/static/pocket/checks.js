// Checks answers against a definition, as the server does again. Impossible is refused; unusual asks.

import { say } from "./words.js";

/** A typed number as the API takes it: text with a point, digits kept as typed; null where it is none. */
export function decimal(typed) {
  const text = String(typed ?? "").trim().replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}

/** Is this part asked, given the other answers? */
export function asked(part, answers) {
  if (!part.shown_when) return true;
  const given = [answers[part.shown_when.part]].flat();
  return given.some((answer) => part.shown_when.is.includes(answer));
}

const unitOf = (part) => part.unit?.words ?? "";
const isNumber = (part) => part.type === "quantity" || part.type === "integer";

/** Has the part an answer at all? */
export const answered = (answer) => !(answer === undefined || answer === null || answer === "" || (Array.isArray(answer) && !answer.length));

function wrongNumber(part, answer) {
  const text = decimal(answer);
  const name = part.words.everyday;
  const whole = part.type === "integer";
  if (text === null || (whole && text.includes("."))) return say("errorNumber", { part: name, example: whole ? "3" : "37.5" });
  const value = Number(text);
  const refuse = (key, limit) => say(key, { part: name, unit: unitOf(part), limit }).replace(" .", ".");
  if (value < Number(part.min ?? -Infinity)) return refuse("errorLow", part.min);
  return value > Number(part.max ?? Infinity) ? refuse("errorHigh", part.max) : null;
}

/** What is wrong with one answer, in words, or null. */
export function wrong(part, answer) {
  if (part.type === "moment" && answer === "") return say("errorMoment"); // a day without a time, or a time that no clock showed
  if (!answered(answer)) return part.required ? say("errorRequired", { part: part.words.everyday }) : null;
  return isNumber(part) ? wrongNumber(part, answer) : null;
}

/** What is wrong between answers: one amount above the amount that it is part of. */
export function wrongBetween(part, answers, parts) {
  const other = part.at_most && parts.find((one) => one.key === part.at_most);
  const [mine, limit] = [decimal(answers[part.key]), decimal(answers[other?.key])];
  if (!other || mine === null || limit === null || Number(mine) <= Number(limit)) return null;
  return say("errorAtMost", { part: part.words.everyday, other: `${limit} ${unitOf(part)}`.trim() });
}

/** What is unusual about one answer, in words, or null. */
export function unusual(part, answer) {
  if (!isNumber(part) || !part.usual || !answered(answer)) return null;
  const value = Number(decimal(answer));
  if (value >= Number(part.usual.min ?? -Infinity) && value <= Number(part.usual.max ?? Infinity)) return null;
  return say("unusual", { value: answer, unit: unitOf(part), part: part.words.everyday }).replace("  ", " ");
}
