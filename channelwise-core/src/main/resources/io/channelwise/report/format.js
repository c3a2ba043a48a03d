/** What stands for a number that was not measured. */
const NONE = "–";

/** 0.9342 is 93.4%. */
function percent(share, digits = 1) {
  return share === null || Number.isNaN(share) ? NONE : (100 * share).toFixed(digits) + "%";
}

/** 12345 is 12,345. */
function count(number) {
  return number === null ? NONE : Math.round(number).toLocaleString("en");
}

/** Four digits after the point, fewer for large numbers. */
function decimal(number) {
  if (number === null) return NONE;
  return Math.abs(number) < 100 ? number.toFixed(4) : number.toPrecision(3);
}

/** 0.1, 0.0005, 3.2e-6: as short as three digits allow. */
function rate(number) {
  if (number === null) return NONE;
  return number !== 0 && Math.abs(number) < 1e-4 ? number.toExponential(1) : String(Number(number.toPrecision(3)));
}

/** A number in a legend, or shorter beside an axis. */
function decimalTick(value, onAxis) {
  return onAxis ? String(Number(value.toPrecision(3))) : decimal(value);
}

/** A share in a legend, or shorter beside an axis. */
function percentTick(value, onAxis) {
  return onAxis ? Number((100 * value).toPrecision(4)) + "%" : percent(value, 2);
}

/** 42.3 is 42.3 s, 200 is 3:20 min. */
function duration(seconds) {
  if (seconds === null) return NONE;
  if (seconds < 100) return seconds.toFixed(1) + " s";
  const whole = Math.round(seconds);
  const rest = String(whole % 60).padStart(2, "0");
  return Math.floor(whole / 60) + ":" + rest + " min";
}
