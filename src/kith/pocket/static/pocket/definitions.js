// What can be recorded, as the catalogue says. No person in it, so the browser may keep it.

let fetched;

/** {groups, kinds, byKey}; fetched once a page. Throws where the server cannot be reached. */
export function definitions(address = "/pocket/definitions.json") {
  fetched ??= load(address).catch((error) => {
    fetched = undefined;
    throw error;
  });
  return fetched;
}

async function load(address) {
  const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`definitions: ${answer.status}`);
  const { groups, kinds } = await answer.json();
  return { groups, kinds, byKey: new Map(kinds.map((kind) => [kind.key, kind])) };
}

/** Kinds whose everyday or clinical words hold every word that was typed. */
export function matching(kinds, typed) {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return kinds.filter((kind) => {
    const text = `${kind.words.everyday} ${kind.words.clinical} ${kind.help ?? ""}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
