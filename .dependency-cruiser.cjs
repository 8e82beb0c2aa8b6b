// The way of the data on the phone: views -> sync -> store, and the rules below all of them, importing nothing.
const inside = (folder) => `^leadpwa/pwa/${folder}/`;
const forbid = (name, from, to) => ({ name, severity: "error", from: { path: from }, to: { path: to } });

module.exports = {
  forbidden: [
    forbid("the rules import nothing", inside("domain"), "^(?!leadpwa/pwa/domain/)"),
    forbid("the sync knows no screen", inside("sync"), inside("views")),
    forbid("the store knows no screen", inside("store"), inside("views")),
    forbid("the device knows no screen", inside("device"), inside("views")),
    forbid("what pages and app share imports nothing", inside("page"), "^(?!leadpwa/pwa/page/)"),
    forbid("the worker knows no screen and no store", inside("sw"), inside("(views|store|i18n)")),
    forbid("no view opens the database", inside("views"), "node_modules/idb"),
    forbid("the pages know no screen of the app", "^site/reader/", inside("views")),
    { name: "no circles", severity: "error", from: {}, to: { circular: true, dependencyTypesNot: ["type-only"] } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
  },
};
