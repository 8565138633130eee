// RFC 9562 section 5.7: 48 bits of Unix milliseconds, then 74 random bits. Entries get their id here, before they are first kept,
// so that sending one twice is harmless.

/** A new UUID version 7 as text. */
export function uuid7(now = Date.now(), bytes = crypto.getRandomValues(new Uint8Array(16))) {
  for (let at = 5, rest = now; at >= 0; at -= 1, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
