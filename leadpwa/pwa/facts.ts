// What this build knows: the rules, the models, the wordings. Fetched once, answered from the installed version.
export interface Model {
  id: string;
  zh: string;
  en: string;
}

export type Wordings = Record<string, Record<"zh" | "en", Record<string, string>>>;

export interface Facts {
  version: string;
  rules_hash: string;
  rules: unknown;
  models: readonly Model[];
  wording: Wordings;
}

export async function loadFacts(base: string): Promise<Facts> {
  const answer = await fetch(`${base}app/build.json`);
  if (!answer.ok) throw new Error(`build.json: ${answer.status}`);
  return (await answer.json()) as Facts;
}
