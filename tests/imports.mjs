// Which way the TypeScript imports: the rules of .dependency-cruiser.cjs, and at least one module looked at.
// With a compiler of a version that the cruiser can't read it would look at none, and everything would pass.
import { spawnSync } from "node:child_process";

const cruiser = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs";
const options = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", "leadpwa/pwa", "site/reader"];
const done = spawnSync(process.execPath, [cruiser, ...options], { encoding: "utf8", maxBuffer: 1 << 28 });
if (!done.stdout) {
  console.error(done.stderr);
  process.exit(1);
}
const { summary } = JSON.parse(done.stdout);
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
const typescript = summary.totalCruised;
console.log(`${typescript} modules, ${summary.violations.length} imports the wrong way`);
process.exit(typescript > 0 && summary.violations.length === 0 ? 0 : 1);
