// What one page has one of: session, outbox, sender.

import { Outbox } from "./outbox.js";
import { PracticeSession } from "./practice.js";
import { Sender } from "./sender.js";
import { Session } from "./session.js";

let made;

/** {session, outbox, sender}, made at first use. */
export function page() {
  if (!made) {
    const session = document.querySelector("kith-recorder[data-practice]") ? new PracticeSession() : new Session();
    const outbox = new Outbox(session);
    made = { session, outbox, sender: new Sender(session, outbox) };
    // what only memory holds would go with the page: ask before leaving
    addEventListener("beforeunload", (event) => {
      if (!session.keeper.lasting && made.unsent) event.preventDefault();
    });
    document.addEventListener("kith-outbox", async () => {
      made.unsent = (await outbox.items()).length;
    });
    // a page kept by the browser's back button, or looked at again after a while, asks whose it now is
    const check = () => document.hidden || session.enter();
    addEventListener("pageshow", (event) => event.persisted && check());
    document.addEventListener("visibilitychange", check);
    // a shared device was locked over this page, and its own person is back
    document.addEventListener("kith-unlocked", async () => (await made.session.enter()) && made.sender.wake());
  }
  return made;
}
