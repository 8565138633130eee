// What is unfolded to be written in has the keyboard at once: one tap less.

for (const folded of document.querySelectorAll("[data-kith-focus]")) {
  folded.addEventListener("toggle", () => {
    if (folded.open) folded.querySelector("textarea, input:not([type=hidden])")?.focus();
  });
}
