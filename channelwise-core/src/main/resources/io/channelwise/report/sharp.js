// The chart library reads the pixel ratio once, on loading: at least 2, so that curves stay sharp in print and when zoomed.
{
  const own = Object.getOwnPropertyDescriptor(window, "devicePixelRatio");
  const ratio = Math.max(2, window.devicePixelRatio);
  Object.defineProperty(window, "devicePixelRatio", { configurable: true, get: () => ratio });
  addEventListener("DOMContentLoaded", () => {
    if (own) Object.defineProperty(window, "devicePixelRatio", own);
  });
}
