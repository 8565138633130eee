// A list that looks after itself is fetched anew when something moved: what was open stays open, and a keyboard where it was.

const list = () => document.querySelector("[data-kith-live]");
let open = [];
let at = null;

document.addEventListener("htmx:beforeSwap", () => {
  open = [...(list()?.querySelectorAll("details[open]") ?? [])].map((each) => each.id);
  at = list()?.contains(document.activeElement) ? document.activeElement.dataset.entry || document.activeElement.getAttribute("href") : null;
});

document.addEventListener("htmx:afterSwap", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const same = [...(list()?.querySelectorAll("button, a") ?? [])].find((each) => at && (each.dataset.entry === at || each.getAttribute("href") === at));
  same?.focus({ preventScroll: true });
});
