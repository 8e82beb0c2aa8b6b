// What a page does beyond being read: each part finds its own places in the page, and does nothing without them.
import { startConfirm } from "./confirm.ts";
import { startContents } from "./contents.ts";
import { lightUp } from "./landed.ts";
import { startExercises } from "./exercises.ts";
import { startLanguage } from "./language.ts";
import { startOffline } from "./offline.ts";
import { startMarks } from "./marks.ts";
import { startPrint } from "./print.ts";
import { startProgress } from "./progress.ts";
import { startReview } from "./review.ts";
import { startSearch } from "./search/field.ts";
import { startTables } from "./tables.ts";
import { startTheme } from "./theme.ts";

// First of all: whatever else may fail on a page, the site comes onto this device.
startOffline();
startLanguage();
startTheme();
startPrint();
startContents();
startTables();
startExercises();
startMarks();
startSearch();
startReview();
startConfirm();
startProgress();
addEventListener("hashchange", lightUp);
lightUp();
