// A keypad for a thumb under the field of a PIN. The field stays a field: a keyboard types into it, and the form works without us.

const LENGTH = 6;

function key(words, press, name = words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = words.length > 1 ? "kith-digit kith-digit--word" : "kith-digit";
  button.textContent = words;
  button.setAttribute("aria-label", name);
  button.addEventListener("click", press);
  return button;
}

/** Give `form` (with a field `pin`) its keys; the sixth digit sends it. */
export function keypad(form) {
  const field = form.elements.pin;
  const set = (value) => {
    field.value = value.replace(/\D/g, "").slice(0, LENGTH);
    if (field.value.length === LENGTH) form.requestSubmit();
  };
  const add = (digit) => set(field.value + digit);
  const pad = document.createElement("div");
  pad.className = "kith-digits";
  for (const digit of "123456789") pad.append(key(digit, () => add(digit)));
  pad.append(key("Clear", () => set("")), key("0", () => add("0")), key("Undo", () => set(field.value.slice(0, -1)), "Undo the last digit"));
  field.inputMode = "none"; // the keys are here: a telephone's own would cover them
  field.addEventListener("input", () => set(field.value));
  // a keyboard, wherever the focus is: after a tap on a key it is on that key
  form.addEventListener("keydown", (event) => {
    if (event.target === field || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) add(event.key);
    else if (event.key === "Backspace") set(field.value.slice(0, -1));
  });
  form.querySelector(".kith-pad__go").before(pad);
  return { clear: () => { field.value = ""; field.focus(); } };
}
