// Puts one entry right, or marks it as entered in error. Both need a reason; neither removes anything.

import { el } from "./dom.js";
import { page } from "./page.js";
import { stateOf } from "./state.js";
import { say } from "./words.js";

const button = (words, look, onclick, type = "button") => el("button", { type, className: look ? `pk-button ${look}` : "pk-button", onclick }, say(words));
const QUIET = "pk-button--quiet";

/** The two ways to correct `former` (Entry JSON whose `replaces` is the current version). `open(kind, draft)` opens the sheet. */
export function waysToAmend(former, kind, open) {
  const mend = () => open(kind, { id: former.id, state: { kind: kind.key, former, ...stateOf(former, kind) } });
  return el("p", { className: "pk-ways" }, button("amend", "", mend), button("inError", QUIET, (event) => askWhy(former, kind, event.target)));
}

function askWhy(former, kind, opener) {
  const field = el("input", { type: "text", id: "kith-why", className: "pk-line-field" });
  const problem = el("p", { className: "pk-problem", id: "kith-why-problem", hidden: true }, say("errorReason"));
  const dialog = el("dialog", { className: "pk-dialog pk-choose", "aria-labelledby": "kith-error-title" });
  const close = () => {
    dialog.close();
    dialog.remove();
    opener.focus();
  };
  const go = async (event) => {
    event.preventDefault();
    const reason = field.value.trim();
    problem.hidden = Boolean(reason);
    if (!reason) {
      field.setAttribute("aria-describedby", problem.id);
      field.focus();
      return;
    }
    await page().outbox.withdraw(former, former.replaces, kind.words.everyday, reason);
    close();
    page().sender.wake();
  };
  const ways = el("div", { className: "pk-ways" }, button("close", QUIET, close), button("inError", "", undefined, "submit"));
  const title = el("h2", { id: "kith-error-title", className: "pk-title" }, say("inError"));
  const label = el("label", { for: field.id, className: "pk-label" }, say("inErrorWhy"));
  dialog.append(el("form", { noValidate: true, onsubmit: go }, title, el("p", {}, say("inErrorHelp")), label, field, problem, ways));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  opener.parentElement.append(dialog);
  dialog.showModal();
  field.focus();
}
