// Says that the session is about to end while there is still time to finish, and that it has ended.

let shown = "";

function say(kind, words) {
  if (shown === kind) return;
  shown = kind;
  const box = document.getElementById("kith-session") ?? document.createElement("div");
  box.id = "kith-session";
  box.className = "nhsuk-warning-callout";
  box.setAttribute("role", "alert");
  const link = document.createElement("a");
  link.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
  link.textContent = "Sign in again";
  box.replaceChildren(words, " ", link);
  document.querySelector(".kith-page")?.prepend(box);
}

const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
const ended = () => say("ended", "You are signed out now. What you had not sent is kept on this device.");

async function watch() {
  const answer = await fetch("/session", { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
  if (answer?.status === 401) return (await answer.json().catch(() => ({}))).locked ? undefined : ended();
  if (!answer?.ok) return undefined; // no connection tells nothing about the session
  const { until, seconds, warns_in: warnsIn } = await answer.json();
  const warn = () => say("soon", `You will be signed out at ${clock(until)}. Finish and save what is open.`);
  setTimeout(warn, Math.max(0, warnsIn) * 1000);
  setTimeout(watch, (seconds + 1) * 1000);
  return undefined;
}

watch();
document.addEventListener("kith-unlocked", watch);
