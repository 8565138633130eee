// Passkeys: turns what the server sends into what the browser's own Web Authentication wants, and back.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const described = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

async function post(address, token, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.problem ?? "That did not work. Load the page again and try once more.");
  return data;
}

function sendable(credential) {
  const { response } = credential;
  const fields = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const sent = Object.fromEntries(fields.filter((name) => response[name]).map((name) => [name, text(response[name])]));
  return {
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response: sent,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function use({ publicKey }) {
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: described(publicKey.allowCredentials) };
  return navigator.credentials.get({ publicKey: asked });
}

async function make({ publicKey }) {
  const user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  const asked = { ...publicKey, user, challenge: bytes(publicKey.challenge), excludeCredentials: described(publicKey.excludeCredentials) };
  return navigator.credentials.create({ publicKey: asked });
}

function ready(place, ask, more) {
  const form = place.querySelector(".kith-door__passkey");
  const problem = place.querySelector(".nhsuk-error-message");
  form.hidden = place.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    const token = form.elements.csrfmiddlewaretoken.value;
    try {
      const credential = await ask(await post(place.dataset.begin, token, {}));
      const { to } = await post(place.dataset.finish + (place.dataset.next ? `?next=${encodeURIComponent(place.dataset.next)}` : ""), token, { ...sendable(credential), ...more(form) });
      location.assign(to);
    } catch (wrong) {
      problem.textContent = wrong.name === "NotAllowedError" ? "No passkey was used. Try again, or sign in another way." : wrong.message;
      problem.hidden = false;
    }
  });
}

if (globalThis.PublicKeyCredential) {
  const signingIn = document.getElementById("passkey");
  const adding = document.getElementById("passkeys");
  if (signingIn) ready(signingIn, use, () => ({}));
  if (adding) ready(adding, make, (form) => ({ name: form.elements.name.value }));
}
