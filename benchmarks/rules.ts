// The TypeScript half of bench_rules.py: rules file, leads file, today, rounds; answers in JSON.
import { readFileSync } from "node:fs";
import { readCase } from "../leadpwa/pwa/domain/explain.ts";
import { readRules } from "../leadpwa/pwa/domain/rules.ts";
import { inOrder, weekItems } from "../leadpwa/pwa/domain/week.ts";

const [, , rulesFile = "", leadsFile = "", today = "", rounds = "1"] = process.argv;
const rules = readRules(JSON.parse(readFileSync(rulesFile, "utf8")));
const given = JSON.parse(readFileSync(leadsFile, "utf8")) as unknown[];
let start = performance.now();
const leads = given.map((entry) => readCase(entry, rules, "Asia/Shanghai")).map(({ lead, told }) => [lead, told] as const);
const read = performance.now() - start;
let [best, planned] = [Infinity, 0];
for (let round = 0; round < Number(rounds); round += 1) {
  start = performance.now();
  planned = inOrder(weekItems(leads, [], today, rules)).length;
  best = Math.min(best, performance.now() - start);
}
console.log(JSON.stringify({ read, best, planned }));
