// Locks and unlocks what is kept on this device. See docs/safety/offline.md: the key is fetched for account and device while
// signed in, cannot be read out again by any script, and lives in this page's memory only.

const text = new TextEncoder();

function bytes(base64url) {
  const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export class Vault {
  #key;

  constructor(owner, key) {
    this.owner = owner;
    this.#key = key;
  }

  /** A vault for the mark `owner` from 32 bytes in base64url; the bytes are overwritten once imported. */
  static async open(owner, material) {
    const raw = bytes(material);
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    raw.fill(0);
    return new Vault(owner, key);
  }

  /** True where this browser can lock and keep anything at all. */
  static possible() {
    return Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);
  }

  /** A row for the store: its id, owner and time in the clear, everything else locked. */
  async lock(store, id, value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const body = await crypto.subtle.encrypt(this.#how(iv, store, id), this.#key, text.encode(JSON.stringify(value)));
    return { id, owner: this.owner, at: Date.now(), iv, body };
  }

  /** The value in a row; throws where the row is another's, was moved, or was changed. */
  async unlock(store, row) {
    const plain = await crypto.subtle.decrypt(this.#how(row.iv, store, row.id), this.#key, row.body);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  // Store, id and owner are authenticated too, so that a row put elsewhere does not open.
  #how(iv, store, id) {
    return { name: "AES-GCM", iv, additionalData: text.encode(`${store}|${id}|${this.owner}`) };
  }
}
