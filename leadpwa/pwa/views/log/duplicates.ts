// Whether the person is on this phone already, by the rules' own idea of one person. It warns and never blocks: the person
// in front of the customer saves.
import { contactKeys, isLikelySame, type Named, type Reached } from "../../domain/same_person.ts";
import type { Shown } from "../../store/types.ts";

export type Duplicate =
  | { kind: "mine"; lead: Shown }
  /** A colleague's: whose it may be, no more. */
  | { kind: "colleague"; owner: string }
  /** One of mine with the same name and the same end of the number: a question. */
  | { kind: "likely"; lead: Shown };

type Person = Reached & Named;

/** Empty texts name nobody. */
export const asPerson = ({ mobile = "", wechat = "", email = "", name = "" }: Partial<Record<keyof Person, string>>): Person => ({ mobile, wechat, email, name });

export function duplicateOf(typed: Person, leads: readonly Shown[], me: string, nameOf: (user: string) => string): Duplicate | null {
  const wanted = contactKeys(typed);
  const same = wanted.size === 0 ? [] : leads.filter((lead) => [...keysOf(lead)].some((key) => wanted.has(key)));
  const isMine = (lead: Shown): boolean => ownerOf(lead, me) === me;
  const mine = same.find(isMine);
  if (mine) return { kind: "mine", lead: mine };
  const other = same[0];
  if (other) return { kind: "colleague", owner: nameOf(ownerOf(other, me)) };
  // The phone has no table of pinyin: here a name is spelt as it is written.
  const likely = typed.name && typed.mobile ? leads.find((lead) => isMine(lead) && isLikelySame(typed, personOf(lead), (name) => name)) : null;
  return likely ? { kind: "likely", lead: likely } : null;
}

/** Until the server has said whose it is, a lead logged here is mine. */
export function ownerOf(lead: Shown, me: string): string {
  const owner = lead.fields["owner"];
  if (typeof owner === "string") return owner;
  return lead.seq === 0 ? me : "";
}

const known = new WeakMap<Shown, ReadonlySet<string>>();

/** A lead's keys, worked out once: the list is gone through at every letter that is typed. */
function keysOf(lead: Shown): ReadonlySet<string> {
  const keys = known.get(lead) ?? contactKeys(personOf(lead));
  known.set(lead, keys);
  return keys;
}

function personOf({ fields }: Shown): Person {
  const text = (name: keyof Person): string => (typeof fields[name] === "string" ? fields[name] : "");
  return { mobile: text("mobile"), wechat: text("wechat"), email: text("email"), name: text("name") };
}
