// Reads a page aloud, sentence by sentence, with the voice that the device has; nothing leaves it.

const button = document.querySelector("[data-kith-aloud]");
const lines = [...document.querySelectorAll("[data-kith-says]")];
const words = button?.textContent ?? "";
let reading = false;

function mark(line) {
  for (const each of lines) each.toggleAttribute("data-reading", each === line);
  line?.scrollIntoView({ block: "nearest" });
}

function stop() {
  reading = false;
  speechSynthesis.cancel();
  mark(null);
  button.textContent = words;
}

function read(place) {
  if (!reading || place >= lines.length) return stop();
  const said = new SpeechSynthesisUtterance(lines[place].textContent);
  said.lang = "en-GB";
  said.rate = 0.9; // slower than a device reads by itself
  said.onstart = () => mark(lines[place]);
  said.onend = () => reading && read(place + 1);
  said.onerror = () => stop();
  return speechSynthesis.speak(said);
}

if (button && "speechSynthesis" in window) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (reading) return stop();
    reading = true;
    button.textContent = button.dataset.stop;
    return read(0);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
