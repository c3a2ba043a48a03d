/** The section of the curves: loss, accuracy, learning rate and speed, and the same numbers as a table. */
function showCurves(report) {
  const body = bodyOf("curves");
  if (report.epochs.length === 0) {
    body.append(element("p", { class: "notice" }, "No epoch is done yet. Reload this page after the first one."));
    return;
  }
  body.append(element("p", { class: "lead" }, curvesLead(report)));
  const host = element("div", { class: "charts" });
  body.append(host);
  for (const options of curves(report)) {
    lineChart(host, { epochs: column(report, "epoch"), plannedEpochs: report.plannedEpochs, ...options });
  }
  body.append(element("details", { class: "epochs panel" },
    element("summary", {}, "Epoch by epoch, as a table"),
    scrollRegion("Numbers of every epoch", "", epochTable(report))));
}

function curvesLead(report) {
  if (report.epochs.length === 1) return "One epoch is done, so each curve is a point.";
  return "Point at a curve to read an epoch, drag to zoom in, double-click to zoom out.";
}

function curves(report) {
  const lines = definitions => definitions
    .map(([label, name, key, dash]) => ({ label, colour: name, values: column(report, key), dash }))
    .filter(line => line.values.some(value => value !== null));
  const accuracy = lines([["train", "--train", "trainTop1"], ["test", "--test", "testTop1"],
    ...(report.classes.length > 5 ? [["test top-5", "--top5", "testTop5", [6, 4]]] : [])]);
  const best = bestEpoch(report);
  return [
    { title: "Loss", label: lossLabel(report), height: 250, format: decimalTick, range: chartRange(0, Infinity),
      series: lines([["train", "--train", "trainLoss"], ["test", "--test", "testLoss"]]) },
    { title: "Top-1 accuracy", label: accuracyLabel(best), height: 250, format: percentTick, range: chartRange(0, 1),
      series: accuracy, mark: best && { epoch: best.epoch, value: best.testTop1, colour: "--test" } },
    { title: "Learning rate", label: "Learning rate by epoch", height: 170, format: rateTick, range: fromZero, fill: true,
      series: lines([["rate", "--rate", "learningRate"]]) },
    { title: "Speed", label: "Training images per second by epoch", height: 170, format: countTick, range: fromZero, fill: true,
      series: lines([["images per second", "--speed", "imagesPerSecond"]]) },
  ].filter(curve => curve.series.length > 0);
}

function lossLabel({ epochs }) {
  const last = epochs[epochs.length - 1];
  return "Loss by epoch; after epoch " + last.epoch + ": " + decimal(last.trainLoss) + " on training, "
    + decimal(last.testLoss) + " on test data";
}

function accuracyLabel(best) {
  return "Top-1 accuracy by epoch" + (best ? "; best test top-1 " + percent(best.testTop1, 2) + " in epoch " + best.epoch : "");
}

function column(report, key) {
  return report.epochs.map(epoch => epoch[key]);
}

function bestEpoch({ epochs }) {
  return epochs.filter(epoch => epoch.testTop1 !== null)
    .reduce((best, epoch) => best && best.testTop1 >= epoch.testTop1 ? best : epoch, undefined);
}

function fromZero(chart, min, max) {
  return [0, (max || 1) * 1.1];
}

function epochTable(report) {
  const columns = [
    ["Epoch", "epoch", String], ["Learning rate", "learningRate", rate], ["Train loss", "trainLoss", decimal],
    ["Test loss", "testLoss", decimal], ["Train top-1", "trainTop1", share => percent(share, 2)],
    ["Test top-1", "testTop1", share => percent(share, 2)],
    ...(report.classes.length > 5 ? [["Test top-5", "testTop5", share => percent(share, 2)]] : []),
    ["Time", "seconds", duration], ["Images/s", "imagesPerSecond", count]];
  const best = bestEpoch(report);
  return plainTable(columns.map(([name]) => name), report.epochs.map(epoch => ({
    best: epoch === best,
    cells: columns.map(([, key, format]) => format(epoch[key])),
  })));
}
