/** More classes than these do not fit a screen: the matrix then shows those with the most errors. */
const MOST_CLASSES = 100;

/** The section of the confusion matrix: the heat map, and the pairs most often confused. */
function showConfusion(report) {
  const body = bodyOf("confusion");
  const matrix = denseMatrix(report.confusion, report.classes.length);
  if (total(matrix) === 0) {
    body.append(element("p", { class: "notice" }, "Nothing was tested yet, so there is nothing to confuse."));
    return;
  }
  const shown = shownClasses(matrix);
  body.append(element("p", { class: "lead" }, confusionLead(report, matrix, shown)));
  body.append(element("div", { class: "confusion panel" }, heatMap(report.classes, matrix, shown), confusedPairs(report.classes, matrix)));
}

function confusionLead(report, matrix, shown) {
  const right = matrix.reduce((sum, row, i) => sum + row[i], 0);
  const subset = shown.length < matrix.length ? " Shown: the " + shown.length + " classes with the most errors." : "";
  return "With the weights of epoch " + report.tested.epoch + ", "
    + count(right) + " of " + count(total(matrix)) + " test samples are on the diagonal, where the predicted class is the true one." + subset;
}

/** Rows arrive as column, count, column, count; the zeros come back here. */
function denseMatrix(sparseRows, size) {
  return sparseRows.map(pairs => {
    const row = new Array(size).fill(0);
    for (let i = 0; i < pairs.length; i += 2) row[pairs[i]] = pairs[i + 1];
    return row;
  });
}

function total(matrix) {
  return matrix.reduce((sum, row) => sum + rowSum(row), 0);
}

function rowSum(row) {
  return row.reduce((sum, value) => sum + value, 0);
}

function shownClasses(matrix) {
  const all = matrix.map((row, i) => i);
  if (all.length <= MOST_CLASSES) return all;
  const errors = i => rowSum(matrix[i]) - matrix[i][i];
  return all.sort((a, b) => errors(b) - errors(a)).slice(0, MOST_CLASSES).sort((a, b) => a - b);
}

function heatMap(classes, matrix, shown) {
  const table = matrixTable(classes, matrix, shown);
  const map = element("div", { class: "map" },
    element("p", { class: "axis" }, "Rows: true class. Columns: predicted class."),
    element("div", { class: "scroll" }, table),
    element("p", { class: "key" },
      element("span", {}, "right, of the row: 0%", element("i", { class: "hits" }), "100%"),
      element("span", {}, "wrong: 0%", element("i", { class: "misses" }), "50% and more")));
  fitCells(table, shown.length, matrix.reduce((most, row) => Math.max(most, ...row), 0));
  explainCells(table, cell => cellText(classes, matrix, shown, cell));
  return map;
}

function matrixTable(classes, matrix, shown) {
  const head = element("tr", {}, element("td"), ...shown.map(i =>
    element("th", { scope: "col", title: classes[i] }, element("span", {}, classes[i]))));
  const rows = shown.map(i => element("tr", {},
    element("th", { scope: "row", title: classes[i] }, classes[i]),
    ...rowCells(matrix[i], i, shown)));
  return element("table", { class: "matrix" },
    element("caption", { class: "hidden" }, "Test samples by true class (rows) and predicted class (columns)"),
    element("thead", {}, head), element("tbody", {}, ...rows));
}

function rowCells(row, i, shown) {
  const samples = rowSum(row);
  return shown.map(j => matrixCell(row[j], samples, i === j));
}

function matrixCell(value, samples, right) {
  if (value === 0) return element("td", { class: right ? "right zero" : "zero" }, "0");
  const heat = cellHeat(value / samples, right);
  return element("td", { class: (right ? "right" : "") + (heat > 0.8 ? " deep" : ""), "--heat": heat.toFixed(3) }, String(value));
}

/** Errors are rare and must still show: their colour grows with the root of their share, and is full at a half. */
function cellHeat(share, right) {
  return right ? 0.06 + 0.94 * share : 0.06 + 0.94 * Math.min(1, Math.sqrt(2 * share));
}

/** Cells as large as the page allows; numbers where they fit, labels where a line of text fits. */
function fitCells(table, size, highest) {
  const needed = Math.max(26, 7 * String(highest).length + 6);
  table.style.setProperty("--size", size);
  const fit = () => {
    const room = table.closest(".panel").clientWidth - 150;
    const widest = size <= 4 ? 96 : 60;
    const square = Math.floor(Math.min(room, 900) / size);
    const cell = Math.min(widest, Math.max(square, size <= 24 ? needed : 10));
    table.style.setProperty("--cell", cell + "px");
    table.style.setProperty("--label", Math.min(13, Math.max(9, cell)) + "px");
    table.classList.toggle("bare", cell < needed);
  };
  requestAnimationFrame(fit);
  addEventListener("resize", fit);
}

/** What a cell says: its classes, its count, its share of the row. */
function cellText(classes, matrix, shown, cell) {
  const i = shown[cell.parentNode.rowIndex - 1];
  const j = shown[cell.cellIndex - 1];
  const samples = rowSum(matrix[i]);
  const verdict = i === j ? "recognised" : "taken for " + classes[j];
  return [classes[i] + ", " + verdict,
    count(matrix[i][j]) + " of " + count(samples) + (samples ? " (" + percent(matrix[i][j] / samples) + ")" : "")];
}

/** Shows a cell's text beside it on hover and focus; arrow keys walk from cell to cell. */
function explainCells(table, text) {
  const tip = element("div", { class: "tip", role: "status", hidden: "" });
  document.body.append(tip);
  const show = cell => {
    const [title, detail] = text(cell);
    tip.replaceChildren(element("strong", {}, title), detail);
    tip.hidden = false;
    placeBeside(tip, cell.getBoundingClientRect());
    markHeaders(table, cell);
  };
  const hide = () => {
    tip.hidden = true;
    markHeaders(table, null);
  };
  const cellOf = event => event.target.closest("tbody td");
  table.addEventListener("mouseover", event => cellOf(event) ? show(cellOf(event)) : hide());
  table.addEventListener("focusin", event => cellOf(event) && show(cellOf(event)));
  table.addEventListener("mouseleave", hide);
  table.addEventListener("focusout", hide);
  table.addEventListener("keydown", event => walk(table, event));
  table.tBodies[0].rows[0].cells[1].tabIndex = 0;
}

function placeBeside(tip, cell) {
  const left = Math.min(cell.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  const above = cell.top - tip.offsetHeight - 8;
  tip.style.left = Math.max(8, left) + "px";
  tip.style.top = (above > 8 ? above : cell.bottom + 8) + "px";
}

function markHeaders(table, cell) {
  table.querySelectorAll("th.here").forEach(header => header.classList.remove("here"));
  if (!cell) return;
  cell.parentNode.cells[0].classList.add("here");
  table.tHead.rows[0].cells[cell.cellIndex].classList.add("here");
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function walk(table, event) {
  const step = STEPS[event.key];
  const from = event.target.closest("tbody td");
  if (!step || !from) return;
  const row = table.tBodies[0].rows[from.parentNode.sectionRowIndex + step[0]];
  const to = row && row.cells[from.cellIndex + step[1]];
  if (!to || to.tagName !== "TD") return;
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
  event.preventDefault();
}

function errorsOfRow(row, i) {
  const samples = rowSum(row);
  return row.flatMap((value, j) => i === j || value === 0 ? [] : [{ i, j, value, share: value / samples }]);
}

/** The ten errors that happen most often. */
function confusedPairs(classes, matrix) {
  const pairs = matrix.flatMap(errorsOfRow)
    .sort((a, b) => b.value - a.value || b.share - a.share)
    .slice(0, 10);
  const box = element("div", { class: "pairs" }, element("h3", {}, "Most often confused"));
  if (pairs.length === 0) {
    box.append(element("p", { class: "muted" }, "No pair: every test sample was classified correctly."));
    return box;
  }
  box.append(element("ol", {}, ...pairs.map(({ i, j, value, share }) => element("li", {},
    element("span", {}, element("strong", {}, classes[i]), " taken for ", element("strong", {}, classes[j])),
    element("span", { class: "of" }, count(value) + "× (" + percent(share) + ")"),
    meter(share)))));
  return box;
}
