// What is wrong with an input: a path, a short code word; the sentence is for who shows it.
export type Wrong =
  | "missing" | "another_file" | "not_an_object" | "not_a_list" | "not_text" | "not_a_flag" | "not_whole" | "not_a_number"
  | "not_a_date" | "not_a_time" | "not_a_stamp" | "not_a_choice" | "out_of_range" | "min_over_max"
  | "empty" | "repeated" | "unknown" | "before_dispatch" | "unknown_dealer" | "unknown_zone";

export interface Problem {
  /** As in `orders[3].dispatched_at`. */
  path: string;
  what: Wrong;
  code: string;
}

/** An input breaks the form that the rules need; `problems` names every field that is wrong. */
export class InvalidInput extends Error {
  override name = "InvalidInput";
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ path, what }) => `${path || "the input"}: ${what}`).join("; "));
  }
}

export const problem = (path: string, what: Wrong): Problem => ({ path, what, code: "invalid" });
