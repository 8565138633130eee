// Says that the session is about to end while there is still time to finish, and that it has ended. Over an open form too.

const OVER = "Your login is over. Nothing more can be saved here. What you typed stays on this screen until you leave it: show it to whoever leads the shift.";
const NEAR = 10_000; // milliseconds: an answer that comes as the end does

let shown = "";
let finishing = false;

function say(kind, words, { link = false } = {}) {
  if (shown === kind + words) return;
  shown = kind + words;
  for (const old of document.querySelectorAll(".kith-session")) old.remove();
  // the page under an open form is out of sight and out of reach
  for (const place of [document.querySelector(".kith-page"), document.querySelector("dialog[open] .pk-sheet-body")]) {
    place?.prepend(box(kind, words, link));
  }
}

function box(kind, words, link) {
  const made = document.createElement("div");
  made.className = "kith-session nhsuk-warning-callout";
  made.dataset.kind = kind;
  made.setAttribute("role", "alert");
  made.append(words);
  if (!link) return made;
  const again = document.createElement("a");
  again.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
  again.textContent = "Sign in again";
  made.append(" ", again);
  return made;
}

const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

function warn(until) {
  say("soon", `You will be signed out at ${clock(until)}. Finish and save what is open.`);
  document.documentElement.dataset.ending = "";
  document.dispatchEvent(new CustomEvent("kith-ending")); // forms that are open make themselves known to the server
}

function ended({ locked, finish_by: by }) {
  if (locked) return;
  if (by) {
    finishing = true;
    say("finish", `Your login has ended. Until ${clock(by)} you can finish and save what is open here. Nothing else opens any more.`);
    setTimeout(watch, Math.max(NEAR, Date.parse(by) - Date.now() + 1_000));
  } else if (finishing) say("over", OVER);
  else say("ended", "You are signed out now. What you had not sent is kept on this device.", { link: true });
}

async function watch() {
  const answer = await fetch("/session", { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
  if (answer?.status === 401) return ended(await answer.json().catch(() => ({})));
  if (!answer?.ok) return undefined; // no connection tells nothing about the session
  const { until, seconds, warns_in: warnsIn } = await answer.json();
  setTimeout(() => warn(until), Math.max(0, warnsIn) * 1000);
  setTimeout(watch, (seconds + 1) * 1000);
  return undefined;
}

watch();
for (const event of ["kith-unlocked", "kith-signed-out"]) document.addEventListener(event, watch);
