// Opens an entry's sheet over the page, keeps its draft while it is open, and hands what was saved to the outbox.

import { wallTime } from "./clock.js";
import { Draft } from "./drafts.js";
import { el } from "./dom.js";
import { say } from "./words.js";

function keptWords({ where, here, signedOut }, { finishBy, over }) {
  if (signedOut && over) return say("draftOver");
  if (signedOut && finishBy) return say("draftFinish", { time: wallTime(new Date(finishBy)) });
  if (signedOut) return say("draftSignedOut");
  if (where === "server") return say(here ? "draftServer" : "draftServerOnly");
  return say("draftKept");
}

/** Open `entry` (a <kith-entry> not yet on the page). Resolves with what was saved, or null where it was closed. */
export function openSheet(entry, { session, outbox, host, state = null, changed = false }) {
  if (session.finishBy && !state) return Promise.resolve(null); // the login has ended: what is open is finished, nothing is begun
  const dialog = el("dialog", { className: "pk-dialog", "aria-labelledby": "" });
  const draft = new Draft(session, entry.id7, entry.patient, entry.kind.words.everyday);
  const heard = (event) => {
    if (event.detail.id === entry.id7) entry.kept.textContent = keptWords(event.detail, session);
  };
  dialog.append(entry);
  host.append(dialog);
  dialog.setAttribute("aria-labelledby", `${entry.stem}-title`);
  if (state) entry.state = state;
  document.addEventListener("kith-draft", heard);
  dialog.showModal();
  entry.focus();
  // near the end of a login the server learns which forms are open, untouched ones too: those can still be finished after it
  let held = false;
  const hold = () => {
    held = true;
    draft.change(() => entry.state);
  };
  document.addEventListener("kith-ending", hold);
  if (document.documentElement.dataset.ending !== undefined) hold();

  return new Promise((resolve) => {
    const shut = (result) => {
      document.removeEventListener("kith-draft", heard);
      document.removeEventListener("kith-ending", hold);
      dialog.close();
      dialog.remove();
      resolve(result);
    };
    entry.addEventListener("kith-change", () => {
      changed = true;
      draft.change(() => entry.state);
    });
    const leave = async () => {
      if (changed) await draft.keep(); // closing is not throwing away
      else if (held && !state) draft.close();
      shut(null);
    };
    entry.addEventListener("kith-close", leave);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      leave();
    });
    entry.addEventListener("kith-save", async ({ detail }) => {
      // kept first, then everything else: from here on it cannot be lost with the page
      await outbox.keep(detail.entry, `${detail.title}: ${detail.text}`);
      draft.close(); // the server's copy goes when the network allows; the sheet does not wait for it
      shut(detail);
    });
  });
}
