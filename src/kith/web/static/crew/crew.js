// The crew's page: takes a scanned code out of the address, and clears itself when it is over. Without it one types and reloads.

const code = document.getElementById("code");
if (code && location.hash.length > 1) {
  code.value = decodeURIComponent(location.hash.slice(1)).slice(0, 20);
  history.replaceState(null, "", location.pathname); // so that it does not stay in this phone's history
  document.getElementById("service").focus();
}

const print_ = document.querySelector("[data-crew-print]");
if (print_) {
  print_.hidden = false;
  print_.addEventListener("click", () => window.print());
}

// A phone that lies there must not show it for longer than it is open, nor bring it back with the back button. How long is
// left the server says: a phone's own clock may be wrong.
const main = document.querySelector("main[data-left]");
if (main) {
  const opened = Date.now(), left = Number(main.dataset.left) * 1000;
  const over = () => { if (Date.now() - opened >= left) { main.replaceChildren(); location.reload(); } };
  setTimeout(over, left);
  document.addEventListener("visibilitychange", over);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
