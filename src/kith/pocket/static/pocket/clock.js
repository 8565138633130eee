// Device clock, its offset from the server, and Europe/London wall clock. Instants are UTC; people read wall clock.

const ZONE = "Europe/London";
const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});
const dayWords = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long" });

let offset = 0; // milliseconds that the device is ahead of the server

/** Learn the offset from a server's instant and when we asked and heard; slow answers are trusted by half their time. */
export function learn(server, asked, heard) {
  const instant = Date.parse(server);
  if (Number.isFinite(instant)) offset = (asked + heard) / 2 - instant;
}

/** Whole seconds by which this device's clock is ahead of the server's (negative: behind). */
export const offsetSeconds = () => Math.round(offset / 1000);

/** The present instant by the server's clock, as far as it is known. */
export const now = () => new Date(Date.now() - offset);

/** An instant as the API writes it: UTC, milliseconds, a numeric offset. */
export const instant = (date) => date.toISOString().replace("Z", "+00:00");

function wallParts(date) {
  return Object.fromEntries(parts.formatToParts(date).map((part) => [part.type, part.value]));
}

/** Wall-clock time in Europe/London: "08:10". */
export function wallTime(date) {
  const { hour, minute } = wallParts(date);
  return `${hour}:${minute}`;
}

/** Calendar day in Europe/London: "2026-11-23". */
export function wallDay(date) {
  const { year, month, day } = wallParts(date);
  return `${year}-${month}-${day}`;
}

/** Day in words: "today", "yesterday", else "Monday 23 November". */
export function dayInWords(date) {
  const day = wallDay(date);
  if (day === wallDay(now())) return "today";
  if (day === wallDay(new Date(now().getTime() - 86_400_000))) return "yesterday";
  return dayWords.format(date);
}

/** The instant at which clocks in Europe/London show `day` and `time`; null where either is missing or no clock shows it.
 *  In the hour that comes twice in autumn it is the first of the two, as people mean it when they have not yet been to bed,
 *  unless `later` is said. */
export function fromWall(day, time, later = false) {
  const naive = Date.parse(`${day}T${time}:00Z`);
  if (!Number.isFinite(naive)) return null;
  for (const hours of later ? [0, 1] : [1, 0]) {
    const candidate = new Date(naive - hours * 3_600_000);
    if (wallDay(candidate) === day && wallTime(candidate) === time) return candidate;
  }
  return null;
}

/** Whether clocks show this time twice, because they went back. */
export const twice = (day, time) => fromWall(day, time)?.getTime() !== fromWall(day, time, true)?.getTime();

/** An instant as it is picked: day, time, and whether it is the later of two. */
export function pairOf(date) {
  const [day, time] = [wallDay(date), wallTime(date)];
  return twice(day, time) && fromWall(day, time, true).getTime() === new Date(Math.floor(date.getTime() / 60_000) * 60_000).getTime() ? [day, time, true] : [day, time];
}
