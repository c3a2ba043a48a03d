/** The section of the classes: samples, precision, recall and F1 of each, sortable by any column. */
function showClasses(report) {
  const body = bodyOf("classes");
  const matrix = denseMatrix(report.confusion, report.classes.length);
  if (total(matrix) === 0) {
    document.getElementById("classes").remove();
    return;
  }
  body.append(
    element("p", { class: "lead" }, "Precision: the share of right answers among all that name the class. Recall: the share of the class that was found. "
      + "F1: their harmonic mean."),
    element("div", { class: "panel tall scroll", role: "region", "aria-label": "Numbers of every class", tabindex: "0" },
      sortableTable(CLASS_COLUMNS, classScores(report.classes, matrix), 4)));
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

/** One object a class; what has no sample, or was never predicted, has no recall or precision: null. */
function classScores(classes, matrix) {
  const predicted = classes.map((name, j) => matrix.reduce((sum, row) => sum + row[j], 0));
  return classes.map((name, index) => {
    const right = matrix[index][index];
    const samples = rowSum(matrix[index]);
    const ratio = (part, whole) => whole === 0 ? null : part / whole;
    return { index, name, samples, precision: ratio(right, predicted[index]), recall: ratio(right, samples),
      f1: ratio(2 * right, samples + predicted[index]) };
  });
}

/** A table whose headers sort it: a click by that column upwards, the next one downwards. */
function sortableTable(columns, rows, sortedBy) {
  const tableBody = element("tbody");
  const headers = columns.map((column, i) => element("th", { scope: "col" },
    element("button", { type: "button", onclick: () => sort(i, headers[i].getAttribute("aria-sort") === "ascending" ? -1 : 1) }, column.name)));
  const sort = (i, direction) => {
    headers.forEach((header, j) => j === i
      ? header.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending")
      : header.removeAttribute("aria-sort"));
    const sorted = [...rows].sort((a, b) => compare(a[columns[i].key], b[columns[i].key], direction));
    tableBody.replaceChildren(...sorted.map(row => tableRow(columns, row)));
  };
  sort(sortedBy, 1);
  return element("table", { class: "data" }, element("thead", {}, element("tr", {}, ...headers)), tableBody);
}

function tableRow(columns, row) {
  return element("tr", {}, ...columns.map((column, i) =>
    element(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, title: i === 0 ? row.name : null }, ...column.show(row))));
}

/** Numbers by size, what is missing always last. */
function compare(a, b, direction) {
  if (a === null || b === null) return (a === null) - (b === null);
  return direction * (a - b);
}
