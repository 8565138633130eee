// The handover: what was read is kept without a new page, and a huddle shows one person at a time.
// Without this file every form still works, and a huddle shows everybody below one another.

const said = { kept: "Kept as read", not: "Not kept: there is no connection. Try again." };

async function keep(form) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Kith-Quietly": "1" } });
  if (answer.status !== 204) throw new Error(`read: ${answer.status}`);
}

async function read(form, after) {
  const line = form.querySelector("[role=status]");
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await keep(form);
    line.classList.remove("kith-ho__kept--not");
    line.textContent = said.kept;
    form.dataset.kept = "true";
    if (after) after();
    else button.hidden = true;
  } catch {
    line.classList.add("kith-ho__kept--not");
    line.textContent = said.not;
  }
  button.disabled = false;
}

function huddle(box) {
  const parts = [...box.querySelectorAll(":scope > section")];
  const steps = document.querySelector("[data-kith-steps]");
  const [back, next] = [steps.querySelector("[data-kith-back]"), steps.querySelector("[data-kith-next]")];
  let at = 0;
  const show = (to, focus = true) => {
    at = Math.min(Math.max(to, 0), parts.length - 1);
    parts.forEach((part, place) => { part.hidden = place !== at; });
    back.disabled = at === 0;
    next.disabled = at === parts.length - 1;
    if (focus) parts[at].focus();
    scrollTo(0, 0);
  };
  back.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => show(at + 1));
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, textarea, select")) return;
    if (event.key === "ArrowRight") show(at + 1);
    else if (event.key === "ArrowLeft") show(at - 1);
  });
  steps.hidden = false;
  show(0, false);
  return () => (at === parts.length - 1 ? null : show(at + 1));
}

const box = document.querySelector("[data-kith-huddle]");
const onward = box ? huddle(box) : null;
for (const form of document.querySelectorAll("[data-kith-read]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    read(form, onward);
  });
}
