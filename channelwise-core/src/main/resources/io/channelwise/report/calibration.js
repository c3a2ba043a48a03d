/** The section of the calibration: the reliability diagram, and its bins as a table. */
function showCalibration({ tested }) {
  if (tested === null) {
    document.getElementById("calibration").remove();
    return;
  }
  const { error, bins } = tested.calibration;
  bodyOf("calibration").append(
    element("p", { class: "lead" }, calibrationLead(error, bins)),
    element("div", { class: "calibration panel" },
      element("figure", {}, reliabilityDiagram(bins, error), reliabilityKey()),
      scrollRegion("Numbers of every bin", "bins", binTable(bins))));
}

function calibrationLead(error, bins) {
  const gap = meanOf(bins, "confidence") - meanOf(bins, "accuracy");
  const verdict = Math.abs(gap) < 0.01 ? "about as confident as it is right"
    : gap > 0 ? "more confident than it is right" : "more often right than it is confident";
  return "Expected calibration error " + percent(error, 2) + ": the gap between confidence and accuracy, averaged over the test samples ("
    + bins.length + " bins, Guo et al. 2017). On the whole the network is " + verdict + ".";
}

function meanOf(bins, key) {
  const filled = bins.filter(bin => bin.samples > 0);
  return filled.reduce((sum, bin) => sum + bin.samples * bin[key], 0) / filled.reduce((sum, bin) => sum + bin.samples, 0);
}

const PLOT = { left: 42, top: 8, side: 300, histogram: 56, gap: 22 };

/** Bars of accuracy by confidence against the diagonal of perfect calibration; below, how the samples spread. */
function reliabilityDiagram(bins, error) {
  const { left, top, side, histogram, gap } = PLOT;
  const bottom = top + side + gap + histogram;
  const most = Math.max(...bins.map(bin => bin.samples));
  return svg("svg", { viewBox: "0 0 " + (left + side + 20) + " " + (bottom + 40), role: "img", class: "reliability",
    "aria-label": "Reliability diagram: accuracy by confidence; expected calibration error " + percent(error, 2) },
  ...shares().flatMap(share => gridLine(share)),
  ...bins.flatMap((bin, i) => bin.samples > 0 ? accuracyBar(bin, i, bins.length) : []),
  svg("line", { class: "perfect", x1: left, y1: top + side, x2: left + side, y2: top }),
  ...bins.map((bin, i) => histogramBar(bin, i, bins.length, bottom, most)),
  svg("line", { class: "axis-line", x1: left, y1: bottom, x2: left + side, y2: bottom }),
  ...shares().map(share => svg("text", { x: left + share * side, y: bottom + 16, "text-anchor": "middle" }, percent(share, 0))),
  svg("text", { class: "title", x: left + side / 2, y: bottom + 34, "text-anchor": "middle" }, "Confidence"));
}

function shares() {
  return [0, 0.2, 0.4, 0.6, 0.8, 1];
}

function gridLine(share) {
  const y = PLOT.top + PLOT.side * (1 - share);
  return [svg("line", { class: "grid", x1: PLOT.left, y1: y, x2: PLOT.left + PLOT.side, y2: y }),
    svg("text", { x: PLOT.left - 6, y: y + 4, "text-anchor": "end" }, percent(share, 0))];
}

/** The accuracy as a bar, and what lies between it and the mean confidence as the gap. */
function accuracyBar(bin, i, bins) {
  const width = PLOT.side / bins;
  const box = (name, from, to) => svg("rect", { class: name, x: PLOT.left + i * width + 1, width: width - 2,
    y: PLOT.top + PLOT.side * (1 - to), height: PLOT.side * (to - from) });
  const gap = box("gap", Math.min(bin.accuracy, bin.confidence), Math.max(bin.accuracy, bin.confidence));
  gap.append(svg("title", {}, "confidence " + percent(bin.confidence) + ", accuracy " + percent(bin.accuracy) + ", " + count(bin.samples) + " samples"));
  return [box("accuracy", 0, bin.accuracy), gap];
}

function histogramBar(bin, i, bins, bottom, most) {
  const width = PLOT.side / bins;
  const height = PLOT.histogram * bin.samples / most;
  return svg("rect", { class: "samples", x: PLOT.left + i * width + 1, width: width - 2, y: bottom - height, height });
}

function reliabilityKey() {
  return element("figcaption", { class: "key" },
    element("span", {}, element("i", { class: "accuracy" }), "accuracy"),
    element("span", {}, element("i", { class: "gap" }), "gap to the confidence"),
    element("span", {}, element("i", { class: "samples" }), "samples (below)"));
}

function binTable(bins) {
  const rows = bins.map((bin, i) => ({ ...bin, range: percent(i / bins.length, 0) + " to " + percent((i + 1) / bins.length, 0) }))
    .filter(bin => bin.samples > 0)
    .reverse();
  return plainTable(["Confidence", "Samples", "Mean confidence", "Accuracy"],
    rows.map(bin => ({ cells: [bin.range, count(bin.samples), percent(bin.confidence), percent(bin.accuracy)] })));
}
