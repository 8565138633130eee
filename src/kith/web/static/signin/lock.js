// Locks a shared device that nobody touches, over the open page: its own person's PIN takes the cover away and nothing
// is lost. The server locks by itself at the same time; this file only shows it. See docs/safety/offline.md.

import { keypad } from "./keypad.js";

const place = document.getElementById("kith-lock");
const AFTER = Number(place.dataset.after) * 1000;
const WARNING = Math.min(30_000, AFTER / 2);
const GAP = Math.max(6_000, Math.min(20_000, AFTER / 6)); // between two times that we tell the server
const token = () => place.querySelector("input").value;

let touched = performance.now();
let told = touched;
let timer = null;
let telling = null;
let soon = null;
let cover = null;
let redrawn = -Infinity;

const post = (path, fields = {}) => fetch(path, {
  method: "POST", credentials: "same-origin", cache: "no-store", keepalive: true,
  headers: { Accept: "application/json", "X-CSRFToken": token() }, body: new URLSearchParams(fields),
}).catch(() => null);
const ask = () => fetch("/session", { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);

function touch(event) {
  // the warning stays under the finger until it is lifted: what lies below must not be pressed in its place
  if (cover || soon?.contains(event?.target)) return;
  if (event?.type === "scroll" && performance.now() - redrawn < 1_000) return; // a list that drew itself anew moved the page
  touched = performance.now();
  hideWarning();
  if (touched - told >= GAP) tell();
  else telling ??= setTimeout(tell, GAP - (touched - told)); // the last touch counts too
  wait();
}

async function tell() {
  clearTimeout(telling);
  telling = null;
  told = performance.now();
  if ((await post("/session/touch"))?.status === 401) look();
}

function wait() {
  clearTimeout(timer);
  const left = touched + AFTER - performance.now();
  timer = setTimeout(left > WARNING ? near : lock, Math.max(0, left > WARNING ? left - WARNING : left));
}

// Another tab of the same person may have been touched: the server knows.
async function near() {
  const answer = await ask();
  if (answer?.ok) {
    const { locks_in: left } = await answer.json();
    if (left * 1000 > WARNING + 2_000) {
      touched = performance.now() - AFTER + left * 1000;
      return wait();
    }
  }
  warn();
  return wait();
}

function warn() {
  if (soon || cover) return;
  soon = document.createElement("div");
  soon.className = "kith-soon";
  soon.setAttribute("role", "alert");
  const stay = document.createElement("button");
  stay.className = "nhsuk-button";
  stay.type = "button";
  stay.textContent = "Stay here";
  stay.addEventListener("click", () => touch());
  soon.append(`This device locks in ${Math.round(WARNING / 1000)} seconds. Nothing that you typed is lost. `, stay);
  (document.querySelector("dialog[open]") ?? document.body).append(soon); // over an open sheet too
}

function hideWarning() {
  soon?.remove();
  soon = null;
}

async function lock() {
  show();
  await post("/session/lock");
}

/** The server may have locked, or somebody else may be signed in, while nobody looked. */
async function look() {
  const answer = await ask();
  if (answer?.status === 401 && (await answer.json()).locked) show();
}

function show() {
  if (cover) return;
  hideWarning();
  clearTimeout(timer);
  cover = document.createElement("dialog");
  cover.className = "kith-lock";
  cover.setAttribute("aria-labelledby", "lock-name");
  cover.append(document.getElementById("kith-lock-cover").content.cloneNode(true));
  document.body.append(cover);
  document.documentElement.dataset.locked = "";
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.addEventListener("close", () => cover?.showModal()); // a telephone's back gesture closes whatever we say
  cover.showModal();
  ready(cover.querySelector("form"));
}

function ready(shown) {
  const pad = keypad(shown);
  const problem = shown.querySelector(".nhsuk-error-message");
  let busy = false;
  const say = (words) => {
    problem.textContent = words;
    problem.hidden = false;
    pad.clear();
  };
  shown.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const answer = await post(place.dataset.door, { account: place.dataset.account, pin: shown.elements.pin.value });
    const data = await answer?.json().catch(() => ({}));
    busy = false;
    if (!answer) say("No connection. This device opens again when the network is back. What you typed is kept.");
    else if (data.unlocked) open();
    else if (data.problem) say(data.problem);
    else location.assign(place.dataset.door); // the session has ended meanwhile: begin anew
  });
  pad.clear();
}

function open() {
  const gone = cover;
  cover = null;
  gone.close();
  gone.remove();
  delete document.documentElement.dataset.locked;
  touched = told = performance.now();
  wait();
  document.dispatchEvent(new CustomEvent("kith-unlocked")); // what waited for a sign-in goes on
}

for (const event of ["pointerdown", "keydown", "input", "wheel", "touchmove", "scroll"]) {
  addEventListener(event, touch, { passive: true, capture: true });
}
document.addEventListener("htmx:afterSwap", () => { redrawn = performance.now(); });
// Escape closes every dialog that was opened without a touch between, the sheet under the cover too: not while it is locked.
addEventListener("keydown", (event) => {
  if (cover && event.key === "Escape") event.preventDefault();
}, { capture: true });
document.addEventListener("visibilitychange", () => document.hidden || look());
addEventListener("pageshow", (event) => event.persisted && look());
wait();
