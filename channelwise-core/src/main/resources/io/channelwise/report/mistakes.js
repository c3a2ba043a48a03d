/** Pictures up to this size are enlarged with square pixels, as CIFAR's 32x32 should be. */
const SMALL_PICTURE = 64;

/** The section of the worst mistakes: pictures with the highest confidence in a wrong class. */
function showMistakes(report) {
  const body = bodyOf("mistakes");
  if (report.mistakes.length === 0) {
    body.append(element("p", { class: "notice" }, noMistakes(report)));
    return;
  }
  body.append(
    element("p", { class: "lead" }, "Test pictures taken for a wrong class with the highest confidence. Often hard cases, sometimes wrong labels."),
    element("ul", { class: "gallery" }, ...report.mistakes.map(mistake => element("li", {}, mistakeFigure(mistake)))));
}

function noMistakes(report) {
  const matrix = denseMatrix(report.confusion, report.classes.length);
  if (total(matrix) === 0) return "Nothing was tested yet.";
  return matrix.some((row, i) => rowSum(row) > row[i])
    ? "This run kept no pictures of its mistakes."
    : "None. Every test picture was classified correctly.";
}

function mistakeFigure({ id, actual, predicted, confidence, png }) {
  const picture = element("img", { alt: "Sample " + id + ": " + actual + ", taken for " + predicted });
  picture.addEventListener("load", () => picture.classList.toggle("small", picture.naturalWidth <= SMALL_PICTURE));
  picture.src = "data:image/png;base64," + png;
  return element("figure", { class: "panel" }, picture, element("figcaption", {},
    element("span", { class: "predicted" }, element("span", {}, predicted), element("span", {}, percent(confidence))),
    element("span", {}, "actually ", element("strong", {}, actual)),
    element("span", { class: "id" }, id)));
}
