// The few things that a page does by itself: every one also works without this file.

const root = document.documentElement;

// Hide names and faces at once; the server is told, so that the next page is hidden too.
for (const button of document.querySelectorAll("[data-kith-hide]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const names = button.value;
    const form = button.form;
    root.dataset.names = names;
    const body = new FormData(form);
    body.set("names", names);
    fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
    button.value = names === "hidden" ? "shown" : "hidden";
    button.textContent = names === "hidden" ? "Show names and faces" : "Hide names and faces";
  });
}

// Close the menu with Escape or by going elsewhere.
const menu = document.querySelector(".kith-me");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// Print, where there is a script to ask for it; the browser's own menu does the same.
for (const button of document.querySelectorAll("[data-kith-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Say in words when the page can no longer be kept up to date.
const stale = document.getElementById("kith-stale");
if (stale) {
  const say = (hidden) => () => { stale.hidden = hidden; };
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.body.addEventListener(name, say(false));
  document.body.addEventListener("htmx:afterOnLoad", say(true));
  window.addEventListener("offline", say(false));
}
