// What a page does beyond being read: each part finds its own places in the page, and does nothing without them.
import { startConfirm } from "./confirm.ts";
import { startContents } from "./contents.ts";
import { lightUp } from "./landed.ts";
import { startLanguage } from "./language.ts";
import { startOffline } from "./offline.ts";
import { startPrint } from "./print.ts";
import { startProgress } from "./progress.ts";
import { startReview } from "./review.ts";
import { startSearch } from "./search/field.ts";
import { startTables } from "./tables.ts";
import { startTheme } from "./theme.ts";

startLanguage();
startTheme();
startPrint();
startContents();
startTables();
startSearch();
startReview();
startConfirm();
startProgress();
lightUp();
addEventListener("hashchange", lightUp);
startOffline();
