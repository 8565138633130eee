// Finds somebody among those who are here by any beginning of a name, or by room; or a line of another list. Nothing leaves the page.

const finder = document.querySelector("[data-kith-finder]");
const field = finder?.querySelector("input");
const found = finder?.querySelector("[role=status]");
const rows = finder?.dataset.kithFinder || ".kith-people > .kith-person";
const [one, several] = (finder?.dataset.kithNames || "person,people").split(",");
const all = () => [...document.querySelectorAll(rows)];

const words = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase("en-GB").split(/[^\p{L}\p{N}]+/u).filter(Boolean);

function show() {
  const wanted = words(field.value);
  const cards = all();
  for (const card of cards) {
    const held = words(card.dataset.kithFound);
    card.hidden = !card.querySelector(":checked") && !wanted.every((each) => held.some((word) => word.startsWith(each)));
  }
  const left = cards.filter((card) => !card.hidden).length;
  found.textContent = wanted.length ? `${left} ${left === 1 ? one : several} of ${cards.length}` : "";
}

if (finder && all().length > 1) {
  finder.hidden = false;
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { field.value = ""; show(); }
  });
  document.addEventListener("htmx:afterSwap", show); // the cards look after themselves
  show(); // a browser that comes back to the page keeps what was typed
}
