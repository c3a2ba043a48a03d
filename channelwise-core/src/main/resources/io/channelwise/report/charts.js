/** Every chart of the page, to redraw when the colours change. */
const charts = [];

/** A colour of the style sheet, for the canvas. */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/**
 * A line chart over epochs, with a legend that follows the pointer and rests on the last epoch.
 *
 * options: title, label (a sentence for those who do not see it), epochs, plannedEpochs, height,
 * format (number to text; beside an axis it is given the digits to show after the point),
 * range (see chartRange), fill (shade the area below), mark ({epoch, value} to ring),
 * series ([{label, colour: "--name", values, dash}])
 */
function lineChart(host, options) {
  const legend = element("div");
  const canvas = element("div", { role: "img", "aria-label": options.label });
  const heading = element("h3", {}, options.title);
  host.append(element("figure", { class: "chart panel" }, element("figcaption", {}, heading, legend), canvas));

  const settings = chartSettings(options, legend, () => canvas.clientWidth);
  const chart = new uPlot(settings, [options.epochs, ...options.series.map(line => line.values)], canvas);
  new ResizeObserver(() => chart.setSize({ width: canvas.clientWidth, height: options.height })).observe(canvas);
  charts.push(chart);
  return chart;
}

function chartSettings(options, legendHost, width) {
  return {
    width: width(),
    height: options.height,
    padding: [8, 14, 0, 0],
    legend: {
      mount: (chart, table) => legendHost.append(table),
      markers: { stroke: (chart, i) => i > 0 && "var(" + options.series[i - 1].colour + ")", fill: "none" },
    },
    cursor: { sync: { key: "epochs" }, y: false, points: { size: 8 } },
    scales: { x: { time: false, range: epochRange(options) }, y: { range: options.range } },
    axes: [epochAxis(), valueAxis(options.format)],
    series: [{ label: "epoch", value: atPointerOrLast(options.epochs, String) }, ...options.series.map(line => lineSeries(line, options))],
    hooks: { draw: options.mark ? [chart => ring(chart, options.mark)] : [] },
  };
}

function lineSeries(line, options) {
  return {
    label: line.label,
    stroke: () => colour(line.colour),
    fill: options.fill ? () => colour(line.colour) + "1c" : undefined,
    width: 2,
    dash: line.dash,
    spanGaps: true,
    points: { show: options.epochs.length <= 30, size: 5, fill: () => colour(line.colour) },
    value: atPointerOrLast(line.values, value => value === null ? NONE : options.format(value)),
  };
}

/** A legend's text: the value under the pointer, or the last one that was measured while there is no pointer. */
function atPointerOrLast(values, format) {
  const last = Math.max(0, values.findLastIndex(value => value !== null));
  return (chart, value, series, i) => format(values[i ?? last]);
}

/** From the first to the last planned epoch, so a running curve shows how far it has come; a zoom is left alone. */
function epochRange({ epochs, plannedEpochs }) {
  const first = epochs[0];
  const last = Math.max(plannedEpochs, epochs[epochs.length - 1]);
  return (chart, min, max) => {
    if (min > first || max < epochs[epochs.length - 1]) return [min, max];
    return first === last ? [first - 0.5, last + 0.5] : [first, last];
  };
}

/** A range with some air, inside of [lowest, highest]. */
function chartRange(lowest, highest) {
  return (chart, min, max) => {
    if (min === null) return [0, 1];
    const air = (max - min || Math.abs(max) || 1) * 0.08;
    return [Math.max(lowest, min - air), Math.min(highest, max + air)];
  };
}

function epochAxis() {
  return {
    ...axisColours(),
    incrs: [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000],
    space: 34,
    size: 26,
    values: (chart, ticks) => ticks.map(tick => Number.isInteger(tick) && tick > 0 ? tick : ""),
  };
}

/** Ticks stand at even distances, and their texts show it: with the digits that the step between two has. */
function valueAxis(format) {
  return { ...axisColours(), space: 36, size: 58, values: (chart, ticks, axis, space, step) =>
    ticks.map(tick => tick === null ? "" : format(tick, digitsOf(step))) };
}

/** The digits after the point of a step such as 2.5 or 0.002. */
function digitsOf(step) {
  for (let digits = 0; digits < 12; digits++) {
    if (Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-6) return digits;
  }
  return 12;
}

function axisColours() {
  return {
    stroke: () => colour("--muted"),
    font: "12px " + getComputedStyle(document.body).fontFamily,
    grid: { stroke: () => colour("--line"), width: 1 },
    ticks: { show: false },
  };
}

/** Rings one point, such as the best epoch. */
function ring(chart, { epoch, value, colour: name }) {
  const x = chart.valToPos(epoch, "x", true);
  const y = chart.valToPos(value, "y", true);
  const { left, top, width, height } = chart.bbox;
  if (x < left || x > left + width || y < top || y > top + height) return;
  const context = chart.ctx;
  context.save();
  context.beginPath();
  context.setLineDash([]);
  context.arc(x, y, 7 * uPlot.pxRatio, 0, 2 * Math.PI);
  context.lineWidth = 2 * uPlot.pxRatio;
  context.strokeStyle = colour(name);
  context.stroke();
  context.restore();
}

/** Canvas keeps the colours it was drawn with: draw anew for another scheme, and in the light one for paper. */
function followColourScheme() {
  const redraw = () => charts.forEach(chart => chart.redraw(false, true));
  const print = on => {
    document.documentElement.classList.toggle("printing", on);
    redraw();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
}
