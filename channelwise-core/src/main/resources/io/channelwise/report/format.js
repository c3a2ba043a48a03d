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

/** A speed in a legend, or beside an axis. */
function countTick(value, digits) {
  return digits === undefined ? count(value) : grouped(value, digits);
}

function grouped(value, digits) {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
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

/** A rate in a legend, or beside an axis. */
function rateTick(value, digits) {
  return digits === undefined || digits > 5 ? rate(value) : value.toFixed(digits);
}

/** A number in a legend, or beside an axis. */
function decimalTick(value, digits) {
  return digits === undefined ? decimal(value) : grouped(value, digits);
}

/** A share in a legend, or beside an axis. */
function percentTick(value, digits) {
  return digits === undefined ? percent(value, 2) : (100 * value).toFixed(Math.max(0, digits - 2)) + "%";
}

/** 42.3 is 42.3 s, 200 is 3:20 min. */
function duration(seconds) {
  if (seconds === null) return NONE;
  if (seconds < 100) return seconds.toFixed(1) + " s";
  const whole = Math.round(seconds);
  const rest = String(whole % 60).padStart(2, "0");
  return Math.floor(whole / 60) + ":" + rest + " min";
}
