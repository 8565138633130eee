// The screen of names: a tap on a name brings the keypad at once, without asking the server.

import { keypad } from "./keypad.js";

const names = document.getElementById("names");
const keys = document.getElementById("keys");
const form = keys.querySelector("form");
const pad = keypad(form);
const problem = keys.querySelector(".nhsuk-error-message");

function show(which) {
  names.hidden = which !== names;
  keys.hidden = which !== keys;
  scrollTo(0, 0);
}

for (const tile of names.querySelectorAll("[data-account]")) {
  tile.addEventListener("click", (event) => {
    event.preventDefault();
    form.elements.account.value = tile.dataset.account;
    keys.querySelector("h1").textContent = tile.querySelector(".kith-tile__name").textContent;
    problem.hidden = true;
    show(keys);
    pad.clear();
  });
}

document.getElementById("not-me").addEventListener("click", (event) => {
  event.preventDefault();
  keys.querySelector(".kith-quiet")?.remove(); // it was said to the one who was here
  show(names);
  names.querySelector("a")?.focus();
});

let sent = false;
form.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => { sent = false; }); // the back button brings the page as it was

if (!keys.hidden) form.elements.pin.focus();
