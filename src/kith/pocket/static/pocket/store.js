// IndexedDB, promised. Holds locked rows only; knows nothing of what is in them.

const NAME = "kith-pocket";
const STORES = ["outbox", "drafts"];
const DEVICE = "device"; // one row: this browser's number, which no account owns
// strict: complete only when the disk has it, not when the system has promised to write it. A draft is written every second and must not
// queue behind a slow disk: it survives a killed browser, and at a power cut the server's copy is the one to go on with.
const DURABILITY = { outbox: "strict", device: "strict", drafts: "relaxed" };
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DEVICE, { keyPath: "id" });
      for (const store of STORES) request.result.createObjectStore(store, { keyPath: "id" }).createIndex("owner", "owner");
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // a newer page may upgrade
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("the store is held by an older page"));
  });
  return opened;
}

async function run(store, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: DURABILITY[store] });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** This browser's number, made at first use. It lies beside what is locked, so that a crash cannot leave one without the other:
 *  a cookie is on the disk half a minute late. It opens nothing by itself. */
export async function number() {
  const kept = await run(DEVICE, "readonly", (rows) => rows.get("tablet"));
  if (kept) return kept.number;
  const made = newNumber();
  await run(DEVICE, "readwrite", (rows) => rows.add({ id: "tablet", number: made })).catch(() => null); // another tab was first
  return (await run(DEVICE, "readonly", (rows) => rows.get("tablet"))).number;
}

/** 128 random bits in hexadecimal. */
export const newNumber = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const put = (store, row) => run(store, "readwrite", (rows) => rows.put(row));
export const remove = (store, id) => run(store, "readwrite", (rows) => rows.delete(id));
export const owned = (store, owner) => run(store, "readonly", (rows) => rows.index("owner").getAll(owner));
export const countAll = (store) => run(store, "readonly", (rows) => rows.count());
export const countOwned = (store, owner) => run(store, "readonly", (rows) => rows.index("owner").count(owner));
