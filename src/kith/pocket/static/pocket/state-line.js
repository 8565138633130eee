// One line that says where what was saved is: on this device, sent, waiting for the network or for a sign-in.

import { wallTime } from "./clock.js";
import { el } from "./dom.js";
import { page } from "./page.js";
import { say } from "./words.js";

const many = (key, n) => (n === 1 ? say(`${key}One`) : say(key, { n }));

/** Which words, and whether they are good news, for what is known. Pure, so that every state can be looked at. */
export function lineFor({ signedOut, online, lasting, waiting, wrong, practice = false, finishBy = null, over = false }) {
  if (practice) return { look: "good", words: say("linePractice") };
  if (signedOut && over) return { look: "alert", words: waiting ? say("lineOver", { n: waiting }) : say("lineOverNone") };
  if (signedOut && finishBy) return { look: "wait", words: say("lineFinish", { time: wallTime(new Date(finishBy)) }) };
  if (signedOut) return { look: "alert", words: waiting ? say("lineSignIn", { n: waiting }) : say("lineSignInNone"), signIn: true };
  if (wrong) return { look: "alert", words: many("lineWrong", wrong) };
  if (!online) return { look: "wait", words: waiting ? many("lineOff", waiting) : say("lineOffNone") };
  if (!lasting) return { look: "wait", words: say("lineMemory") };
  if (waiting) return { look: "wait", words: many("lineKept", waiting) };
  return { look: "good", words: say("lineReady") };
}

export class StateLine extends HTMLElement {
  async connectedCallback() {
    this.words = el("span", { role: "status" });
    this.link = el("a", { className: "pk-signin", hidden: true }, say("lineSignInLink"));
    this.others = el("span", { className: "pk-others" });
    this.replaceChildren(el("span", { className: "pk-dot", "aria-hidden": "true" }), this.words, this.link, this.others);
    this.show = () => this.#show();
    for (const event of ["kith-line", "kith-outbox", "kith-sent"]) document.addEventListener(event, this.show);
    page().sender.wake();
  }

  disconnectedCallback() {
    for (const event of ["kith-line", "kith-outbox", "kith-sent"]) document.removeEventListener(event, this.show);
  }

  async #show() {
    const { session, outbox } = page();
    const items = await outbox.items();
    const waiting = items.filter((item) => ["waiting", "signin"].includes(item.state)).length;
    const { look, words, signIn } = lineFor({ ...session, lasting: session.keeper.lasting, waiting, wrong: items.length - waiting });
    this.dataset.look = look;
    if (this.words.textContent !== words) this.words.textContent = words; // said once, not at every beat
    this.link.hidden = !signIn;
    this.link.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
    const others = await session.keeper.others("outbox");
    this.others.textContent = others ? many("lineOthers", others) : "";
  }
}

customElements.define("kith-state", StateLine);
