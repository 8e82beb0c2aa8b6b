// The one page that stands where the app can't: an insecure address, a store that won't open, rules that did not come.
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { pageLink } from "../world.ts";

export function InsecurePage({ address, base }: { address: string; base: string }): JSX.Element {
  const { pair } = words.value;
  return (
    <main class="screen pair">
      <div class="pair-card" role="alert">
        <h1>{pair.insecureTitle}</h1>
        <p>{pair.insecure}</p>
        {address ? (
          <>
            <p>{pair.insecureDo}</p>
            <p>
              <a href={address}>{address}</a>
            </p>
          </>
        ) : (
          <p>{pair.insecureAsk}</p>
        )}
        <a class="link-button" href={pageLink(base)}>
          {pair.readFirst}
        </a>
      </div>
    </main>
  );
}

export function StoppedPage({ why }: { why: "store" | "facts" }): JSX.Element {
  const { pair } = words.value;
  return (
    <main class="screen pair">
      <div class="pair-card" role="alert">
        <h1>{why === "store" ? pair.storeTitle : pair.factsTitle}</h1>
        <p>{why === "store" ? pair.storeFailed : pair.factsFailed}</p>
        <button type="button" class="btn btn-main" onClick={() => location.reload()}>
          {pair.retry}
        </button>
      </div>
    </main>
  );
}
