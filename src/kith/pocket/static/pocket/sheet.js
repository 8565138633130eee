// Opens an entry's sheet over the page, keeps its draft while it is open, and hands what was saved to the outbox.

import { Draft } from "./drafts.js";
import { el } from "./dom.js";
import { say } from "./words.js";

function keptWords({ where, here, signedOut }) {
  if (signedOut) return say("draftSignedOut");
  if (where === "server") return say(here ? "draftServer" : "draftServerOnly");
  return say("draftKept");
}

/** Open `entry` (a <kith-entry> not yet on the page). Resolves with what was saved, or null where it was closed. */
export function openSheet(entry, { session, outbox, host, state = null, changed = false }) {
  const dialog = el("dialog", { className: "pk-dialog", "aria-labelledby": "" });
  const draft = new Draft(session, entry.id7, entry.patient, entry.kind.words.everyday);
  const heard = (event) => {
    if (event.detail.id === entry.id7) entry.kept.textContent = keptWords(event.detail);
  };
  dialog.append(entry);
  host.append(dialog);
  dialog.setAttribute("aria-labelledby", `${entry.stem}-title`);
  if (state) entry.state = state;
  document.addEventListener("kith-draft", heard);
  dialog.showModal();
  entry.focus();

  return new Promise((resolve) => {
    const shut = (result) => {
      document.removeEventListener("kith-draft", heard);
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
