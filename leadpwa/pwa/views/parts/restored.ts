// An unfinished edit laid over how things stand now. Pure.

/**
 * What was typed into the fields that nobody has changed since; null where nothing of it is left.
 *
 * `stored` is `{was, now}`: how the fields stood when the typing began, and what was typed. A field that somebody else
 * has changed meanwhile shows their value: an old draft must not take it back without a word.
 */
export function restored<T extends object>(stored: unknown, first: T, read: (stored: unknown) => T | null): T | null {
  const draft = stored as { was?: unknown; now?: unknown } | null | undefined;
  const now = read(draft?.now);
  if (now === null) return null;
  const was = read(draft?.was) ?? first;
  const typed = (Object.keys(first) as (keyof T)[]).filter(
    (field) => !same(now[field], was[field]) && same(was[field], first[field]) && !same(now[field], first[field]),
  );
  if (typed.length === 0) return null;
  return { ...first, ...Object.fromEntries(typed.map((field) => [field, now[field]])) };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
