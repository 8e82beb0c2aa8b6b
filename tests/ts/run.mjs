// Bundles one TypeScript test file and runs it by Node's own runner: `node tests/ts/run.mjs FILE`.
// A file in which no test ran, or one was skipped, fails.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A file that hangs fails, ms. */
const LONGEST_MS = 240_000;

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const [file] = process.argv.slice(2);
if (!file) {
  console.error("Name a test file: node tests/ts/run.mjs tests/ts/sync/clock.test.ts");
  process.exit(2);
}
mkdirSync(join(root, ".cache"), { recursive: true });
// Inside the project, so that Node's own resolution finds what the bundle leaves outside.
const folder = mkdtempSync(join(root, ".cache", "ts-test-"));
try {
  process.exitCode = await run(resolve(file));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function run(entry) {
  const bundle = join(folder, "test.mjs");
  const tap = join(folder, "result.tap");
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "inline",
    jsx: "automatic",
    jsxImportSource: "preact",
    // One copy of the signals, whoever imports them.
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  const reporters = ["spec", "stdout", "tap", tap];
  const [to, where, too, there] = reporters;
  const flags = [`--test-reporter=${to}`, `--test-reporter-destination=${where}`];
  flags.push(`--test-reporter=${too}`, `--test-reporter-destination=${there}`, "--enable-source-maps");
  const limits = { timeout: LONGEST_MS, killSignal: "SIGKILL" };
  const ended = spawnSync(process.execPath, [...flags, bundle], { cwd: root, stdio: "inherit", ...limits });
  if (ended.error) console.error(`The tests did not end: ${ended.error.message}`);
  const counts = countsIn(tap);
  if (ended.status !== 0 || counts.fail > 0) return 1;
  if (counts.tests === 0 || counts.pass !== counts.tests) {
    console.error(`${counts.pass} of ${counts.tests} tests passed: none may be missing, skipped or cancelled`);
    return 1;
  }
  return 0;
}

function countsIn(tap) {
  let text = "";
  try {
    text = readFileSync(tap, "utf8");
  } catch {
    // The file died before it reported anything.
  }
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  return { tests: count("tests"), pass: count("pass"), fail: count("fail") };
}
