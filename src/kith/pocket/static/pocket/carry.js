// On every page: what was recorded and is still on this device goes on its way, though nobody comes back to the recording page.

import { countAll } from "./store.js";

const waiting = globalThis.indexedDB ? await countAll("outbox").catch(() => 0) : 0;
if (waiting) (await import("./page.js")).page().sender.wake(); // fetched only where it is needed
