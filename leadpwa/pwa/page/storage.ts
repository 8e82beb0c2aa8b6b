// localStorage, which throws at the first touch where the browser forbids storage: then nothing is kept, and nothing falls.

export function recall(key: string): string | null {
  return attempt(() => localStorage.getItem(key));
}

/** null forgets it. */
export function keep(key: string, value: string | null): void {
  attempt(() => (value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value)));
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
