// A quiet word, while a note is written, that it may name somebody else. It stops nothing and sends nothing.

import { el, icon } from "./dom.js";
import { find } from "./naming.js";
import { lists } from "./naming-words.js";
import { say } from "./words.js";

const PAUSE = 500; // milliseconds after the last letter
const MOST = 4;

export class Named extends HTMLElement {
  own = []; // the person's names
  known = []; // names that the sheet holds anyhow: colleagues
  #said = "";

  connectedCallback() {
    this.words = el("span", { role: "status" });
    this.replaceChildren(el("p", { className: "pk-named" }, icon("people"), this.words));
    lists(); // while there is a network
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
  }

  /** What was typed by now, soon. */
  read(texts) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#look(texts), PAUSE);
  }

  async #look(texts) {
    const held = await lists();
    if (!held || !this.isConnected) return;
    const found = [...new Set(texts.flatMap((text) => find(text, this, held)))];
    const more = found.length > MOST ? say("namedMore", { number: found.length - MOST }) : "";
    const said = found.length ? say("named", { names: `${found.slice(0, MOST).join(", ")}${more}` }) : "";
    if (said === this.#said) return; // else it would be read aloud again with each pause
    this.#said = said;
    this.toggleAttribute("data-said", Boolean(said));
    this.words.textContent = said;
  }
}

customElements.define("kith-named", Named);
