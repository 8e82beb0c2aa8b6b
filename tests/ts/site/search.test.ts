// Search over the pages: what a plain substring would find is found, the best first, with nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { foldWith, ranges } from "../../../site/reader/search/fold.ts";
import { type Entry, find, prepare, search, suggest, termsOf } from "../../../site/reader/search/match.ts";

const fold = foldWith("戶户潛潜類类發发");
const page = (n: number, title: string, ...passages: [string, string, string][]): Entry => ({ u: `zh/policy/p${n}/`, t: title, n, s: passages });
const docs = prepare(
  [
    page(1, "前言", ["", "", "展厅是窗口。派发见后文。"]),
    page(2, "派发与回复", ["", "", "谁派给谁。"], ["timely", "多久算及时", "派发当天或次日回复。"]),
    page(3, "分工", ["hq", "派发由总部做", "客户服务部负责。"]),
    { ...page(4, "潜在客户分类", ["by-time", "按购车时间", "问一句打算什么时候用车。Ａ类、B 类。"]), i: "qzkhfl" },
  ],
  "制度",
  fold,
);
const urls = (query: string, synonyms: string[][] = []): string[] => search(docs, query, synonyms, fold).map((result) => result.url);

test("a title comes before a heading, and a heading before the text", () => {
  assert.deepEqual(urls("派发"), ["zh/policy/p2/#timely", "zh/policy/p3/#hq", "zh/policy/p1/"]);
});

test("every word must stand on the page, in whichever part", () => {
  assert.deepEqual(urls("派发 次日"), ["zh/policy/p2/#timely"]);
  assert.deepEqual(urls("派发 没有的词"), []);
});

test("the link leads to the section that has the words", () => {
  assert.deepEqual(urls("客户服务部"), ["zh/policy/p3/#hq"]);
});

test("traditional characters, full-width letters and capitals find the same", () => {
  assert.deepEqual(urls("潛在客戶"), ["zh/policy/p4/"]);
  assert.deepEqual(urls("a类"), ["zh/policy/p4/#by-time"]);
  assert.deepEqual(urls("ｂ"), ["zh/policy/p4/#by-time"]);
});

test("letters and figures beside Chinese find the same with and without the space that the pages print", () => {
  assert.deepEqual(urls("B类"), ["zh/policy/p4/#by-time"]);
  assert.deepEqual(urls("b 类"), ["zh/policy/p4/#by-time"]);
});

test("a synonym finds the page after those that have the word itself", () => {
  const synonyms = [["派发", "派单", "dispatch"]];
  assert.deepEqual(urls("dispatch", synonyms).length, 3);
  assert.deepEqual(urls("Dispatch 总部", synonyms), ["zh/policy/p3/#hq"]);
});

test("a name of several words is also looked up whole", () => {
  assert.deepEqual(urls("customer service", [["客户服务部", "customer service"]]), ["zh/policy/p3/#hq"]);
});

test("pinyin initials find a title, and nothing else does by them", () => {
  assert.deepEqual(urls("qzkh"), ["zh/policy/p4/"]);
  assert.deepEqual(urls("q"), []);
});

test("nothing found gives pages that look alike, and a blank gives nothing", () => {
  assert.deepEqual(urls("派发回复"), []);
  assert.equal(suggest(docs, "派发回复", fold)[0]?.url, "zh/policy/p2/");
  assert.deepEqual(urls("   "), []);
});

test("what was found is marked as it is written", () => {
  assert.deepEqual(ranges("ＡＢＣ ㎞ abc", ["abc", "km"], fold), [[0, 3], [4, 5], [6, 9]]);
  assert.deepEqual(ranges("𠮷野家 派發", ["派发"], fold), [[5, 7]]);
  const [result] = find(docs, termsOf("次日", [], fold), fold);
  assert.deepEqual(result?.text, [["派发当天或", false], ["次日", true], ["回复。", false]]);
});

test("random words are found exactly where a plain search finds them", () => {
  const letters = "派发回复客户分类登记同意潜在ab12";
  let seed = 20261124;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  const word = (length: number): string => Array.from({ length }, () => [...letters][random([...letters].length)]).join("");
  const many = prepare(
    Array.from({ length: 60 }, (_, n) => page(n, word(4), ["", "", word(40)], ["a", word(4), word(40)])),
    "",
    fold,
  );
  for (let round = 0; round < 500; round += 1) {
    const query = word(1 + random(3));
    const truth = many.filter((doc) => [doc.foldedTitle, ...doc.passages.flatMap((p) => [p.foldedHeading, p.foldedText])].some((text) => text.includes(query)));
    const found = search(many, query, [], fold).map((result) => result.url.split("#")[0]);
    assert.deepEqual(new Set(found), new Set(truth.map((doc) => doc.url)), `query ${query}, seed 20261124`);
    const titles = found.map((url) => many.find((doc) => doc.url === url)?.foldedTitle.includes(query));
    assert.deepEqual(titles, [...titles].sort((a, b) => Number(b) - Number(a)), `query ${query}: titles first`);
  }
});
