/** The section of the classes: samples, precision, recall and F1 of each, the hardest first, sortable by any column. */
function showClasses(report) {
  if (report.tested === null) {
    document.getElementById("classes").remove();
    return;
  }
  const rows = report.tested.classes.map((score, index) => ({ ...score, index, name: score.class }));
  bodyOf("classes").append(
    element("p", { class: "lead" }, "Precision: the share of right answers among all that name the class. Recall: the share of the class that was found. "
      + "F1: their harmonic mean. The means count every class alike: precision " + percent(report.tested.macroPrecision)
      + ", recall " + percent(report.tested.macroRecall) + ", F1 " + percent(report.tested.macroF1) + "."),
    element("div", { class: "panel tall scroll", role: "region", "aria-label": "Numbers of every class", tabindex: "0" },
      sortableTable(CLASS_COLUMNS, rows, CLASS_COLUMNS.length - 1)));
}

const CLASS_COLUMNS = [
  { name: "Class", key: "index", show: row => [row.name] },
  { name: "Samples", key: "samples", show: row => [count(row.samples)] },
  { name: "Precision", key: "precision", show: row => withMeter(row.precision) },
  { name: "Recall", key: "recall", show: row => withMeter(row.recall) },
  { name: "F1", key: "f1", show: row => withMeter(row.f1) },
];

function withMeter(share) {
  return share === null ? [NONE] : [percent(share), meter(share)];
}
