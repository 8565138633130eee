// Which element draws which type of part.

import { Choice, Choices, YesNo } from "./choice.js";
import { Quantity } from "./number.js";
import { ClockTime, Day, Moment, Words } from "./written.js";

const TAGS = {
  choice: ["kith-choice", Choice],
  choices: ["kith-choices", Choices],
  quantity: ["kith-quantity", Quantity],
  integer: ["kith-integer", class extends Quantity {}],
  yesno: ["kith-yesno", YesNo],
  text: ["kith-text", Words],
  time: ["kith-time", ClockTime],
  moment: ["kith-moment", Moment],
  date: ["kith-day", Day],
};

for (const [tag, element] of Object.values(TAGS)) customElements.define(tag, element);

/** The element for a part's definition; a type that this page does not know is written in words rather than left out. */
export function partFor(definition) {
  const [tag] = TAGS[definition.type] ?? TAGS.text;
  return Object.assign(document.createElement(tag), { definition });
}
