// A button for the browser's own printing; without scripts one prints as usual.

const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
