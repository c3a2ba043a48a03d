/** As many colours as the style sheet has for runs; beyond them the colours come again with dashed lines. */
const RUN_COLOURS = 8;

function runColour(i) {
  return "--run" + (i % RUN_COLOURS + 1);
}

function runDash(i) {
  const round = Math.floor(i / RUN_COLOURS);
  return round === 0 ? undefined : [8, 3 + round];
}

/** A run's name with the colour of its curves, and what of the run is meant. */
function runName(run, i, what = "") {
  return [element("i", { class: "swatch", "aria-hidden": "true", "--colour": "var(" + runColour(i) + ")" }), what + run.label];
}

function bestOf(run) {
  return run.epochs.filter(epoch => epoch.testTop1 !== null)
    .reduce((best, epoch) => best && best.testTop1 >= epoch.testTop1 ? best : epoch, null);
}

/** Which test the scores are of: a finished run keeps that of its best epoch, one under way that of its latest. */
function testedWhen(runs) {
  const isBest = run => run.tested === null || run.tested.epoch === bestOf(run)?.epoch;
  if (runs.every(isBest)) return "in its best epoch";
  const latest = runs.filter(run => !isBest(run)).map(run => run.label + " in epoch " + run.tested.epoch);
  return "in its best epoch (" + latest.join(", ") + ")";
}

/** The section of the results: a row a run, the best one marked. */
function showResults({ runs }) {
  const bests = runs.map(bestOf);
  const highest = Math.max(...bests.map(best => best ? best.testTop1 : -1));
  const score = (run, show) => run.tested === null ? NONE : show(run.tested);
  const rows = runs.map((run, i) => ({
    best: bests[i] !== null && bests[i].testTop1 === highest,
    cells: [runName(run, i), run.epochs.length + " of " + run.plannedEpochs,
      percent(bests[i] && bests[i].testTop1, 2), bests[i] ? String(bests[i].epoch) : NONE,
      score(run, tested => decimal(tested.loss)), score(run, tested => percent(tested.macroF1, 2)),
      score(run, tested => percent(tested.calibration.error, 2)), score(run, tested => count(tested.parameters)),
      duration(run.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0))],
  }));
  bodyOf("results").append(
    element("p", { class: "lead" }, "The best test top-1 of each run, and the loss, the mean F1 of the classes and the expected calibration error (ECE) " + testedWhen(runs) + "."),
    element("div", { class: "panel wide" }, scrollRegion("Results of every run", "",
      plainTable(["Run", "Epochs", "Best top-1", "in epoch", "Loss", "F1", "ECE", "Parameters", "Time"], rows))));
}

/** The section of the curves: one line a run. */
function showComparedCurves({ runs }) {
  const body = bodyOf("curves");
  const longest = Math.max(...runs.map(run => run.epochs.length));
  if (longest === 0) {
    body.append(element("p", { class: "notice" }, "No run has finished an epoch yet."));
    return;
  }
  const epochs = Array.from({ length: longest }, (none, i) => i + 1);
  const host = element("div", { class: "charts" });
  body.append(element("p", { class: "lead" }, "Point at a curve to read an epoch, drag to zoom in, double-click to zoom out."), host);
  const curve = (title, key, format, range) => lineChart(host, {
    title, label: title + " by epoch, a line for each of " + runs.length + " runs", epochs, plannedEpochs: longest, height: 320, format, range,
    series: runs.map((run, i) => ({ label: run.label, colour: runColour(i), dash: runDash(i), values: alongEpochs(run, epochs, key) })),
  });
  curve("Test top-1", "testTop1", percentTick, chartRange(0, 1));
  curve("Test loss", "testLoss", decimalTick, chartRange(0, Infinity));
}

function alongEpochs(run, epochs, key) {
  const values = new Map(run.epochs.map(epoch => [epoch.epoch, epoch[key]]));
  return epochs.map(epoch => values.get(epoch) ?? null);
}

/** The section of the settings that differ. */
function showDifferingSettings({ runs, settings, sameSettings }) {
  const body = bodyOf("settings");
  const rows = Object.entries(settings).map(([name, values]) => ({ cells: [name, ...values] }));
  if (rows.length === 0) {
    body.append(element("p", { class: "notice" }, "All " + sameSettings + " settings are the same."));
    return;
  }
  body.append(
    element("p", { class: "lead" }, "The other " + sameSettings + " settings are the same in all runs."),
    element("div", { class: "panel wide by-run" }, scrollRegion("Settings that differ", "",
      plainTable(["Setting", ...runs.map((run, i) => runName(run, i))], rows))));
}

/** The section of the classes: F1 and recall of each in every run, those first whose F1 differs most. */
function showComparedClasses({ runs, sameClasses }) {
  const body = bodyOf("classes");
  const tested = runs.map((run, i) => ({ ...run, i })).filter(run => run.tested !== null);
  if (!sameClasses || tested.length < 2) {
    body.append(element("p", { class: "notice" }, sameClasses
      ? "Fewer than two of the runs have stored the scores of their classes."
      : "The runs know different classes, so these are not compared."));
    return;
  }
  body.append(
    element("p", { class: "lead" }, "F1 and recall of each class in each run, " + testedWhen(runs) + ", the classes first whose F1 differs most. Click a heading to sort by it."),
    element("div", { class: "panel tall scroll by-run", role: "region", "aria-label": "Numbers of every class", tabindex: "0" },
      sortableTable(classColumns(tested), classRows(tested), 1, -1)));
}

function classColumns(tested) {
  const scores = (title, key) => tested.map((run, j) =>
    ({ name: runName(run, run.i, title + " of "), key: key + j, show: row => [percent(row[key + j])] }));
  return [
    { name: "Class", key: "index", show: row => [row.name] },
    { name: "F1 spread", key: "spread", show: row => [row.spread === null ? NONE : (100 * row.spread).toFixed(1) + " points"] },
    ...scores("F1", "f1"), ...scores("Recall", "recall")];
}

function classRows(tested) {
  return tested[0].tested.classes.map((first, index) => {
    const row = { index, name: first.class };
    tested.forEach((run, j) => {
      row["f1" + j] = run.tested.classes[index].f1;
      row["recall" + j] = run.tested.classes[index].recall;
    });
    const known = tested.map((run, j) => row["f1" + j]).filter(value => value !== null);
    return { ...row, spread: known.length < 2 ? null : Math.max(...known) - Math.min(...known) };
  });
}

{
  const comparison = JSON.parse(document.getElementById("report-data").textContent);
  localiseMoment();
  showResults(comparison);
  showComparedCurves(comparison);
  showDifferingSettings(comparison);
  showComparedClasses(comparison);
  followColourScheme();
}
