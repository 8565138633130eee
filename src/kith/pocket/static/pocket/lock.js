// One at a time, across this browser's tabs where it can lock, else within the page.

let chain = Promise.resolve();

/** Run `work` alone among everything that asked for the same name; gives what `work` gives. */
export function exclusive(name, work) {
  if (navigator.locks) return navigator.locks.request(name, work);
  const turn = chain.then(work);
  chain = turn.catch(() => null);
  return turn;
}
