// MAN: money, authority, need; one verdict and one next action for each of the 27 answers (docs/rules.md 9).
import type { Answer } from "./lead.ts";

export type Verdict = "work_it" | "find_money" | "find_decider" | "create_need" | "keep_in_touch" | "not_a_lead" | "ask";
export type Question = "money" | "authority" | "need";

export interface Man {
  verdict: Verdict;
  /** For `ask`: the questions that nobody has answered, in order. */
  ask: readonly Question[];
}

const ONE_NO: Readonly<Record<Question, Verdict>> = { money: "find_money", authority: "find_decider", need: "create_need" };

/** Advice from three answers; it changes no column. Unknown never counts as yes. */
export function man(money: Answer, authority: Answer, need: Answer): Man {
  const answers: readonly [Question, Answer][] = [["money", money], ["authority", authority], ["need", need]];
  const ask = answers.filter(([, answer]) => answer === "unknown").map(([name]) => name);
  if (ask.length > 0) return { verdict: "ask", ask };
  const noes = answers.filter(([, answer]) => answer === "no").map(([name]) => name);
  const [first] = noes;
  if (first === undefined) return { verdict: "work_it", ask };
  if (noes.length === 1) return { verdict: ONE_NO[first], ask };
  return { verdict: noes.length === 2 ? "keep_in_touch" : "not_a_lead", ask };
}
