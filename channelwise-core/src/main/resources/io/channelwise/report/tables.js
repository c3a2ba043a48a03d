/**
 * A table whose headers sort it: a click by that column upwards, the next one downwards.
 *
 * columns: [{name (a string or children), key, show: row => children of the cell}]
 */
function sortableTable(columns, rows, sortedBy, firstDirection = 1) {
  const tableBody = element("tbody");
  const headers = columns.map((column, i) => element("th", { scope: "col" },
    element("button", { type: "button", onclick: () => sort(i, headers[i].getAttribute("aria-sort") === "ascending" ? -1 : 1) }, ...[column.name].flat())));
  const sort = (i, direction) => {
    headers.forEach((header, j) => j === i
      ? header.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending")
      : header.removeAttribute("aria-sort"));
    const sorted = [...rows].sort((a, b) => compare(a[columns[i].key], b[columns[i].key], direction));
    tableBody.replaceChildren(...sorted.map(row => tableRow(columns, row)));
  };
  sort(sortedBy, firstDirection);
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

/** A table as it is: the first cell of a row is its header. A row is {cells, best}. */
function plainTable(headings, rows) {
  const row = ({ cells, best }) => element("tr", { class: best ? "best" : null }, ...cells.map((cell, i) =>
    element(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null }, ...[cell].flat())));
  return element("table", { class: "data" },
    element("thead", {}, element("tr", {}, ...headings.map(heading => element("th", { scope: "col" }, ...[heading].flat())))),
    element("tbody", {}, ...rows.map(row)));
}
