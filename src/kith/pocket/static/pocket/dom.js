// Builds elements without HTML text, so that nothing typed by anybody can become markup.

/** An element with properties, attributes (`aria-…`, `data-…`, `for`, `role`) and children (nodes or plain text). */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && !name.includes("-") && name !== "role" && name !== "list") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

let counted = 0;
/** An id that no other element of this page has. */
export const freshId = (stem) => `kith-${stem}-${(counted += 1)}`;

const SVG = "http://www.w3.org/2000/svg";
const sprite = new URL("./icons.svg", import.meta.url).href;

/** A decorative picture from icons.svg; words always stand beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#${name || "note"}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "pk-icon");
  svg.append(use);
  return svg;
}

/** Tell the page that something happened, with a plain object. */
export function announce(name, detail, from = document) {
  from.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}
