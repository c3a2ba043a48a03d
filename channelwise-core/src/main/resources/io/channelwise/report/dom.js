"use strict";

/**
 * Makes an element. Strings among the children become text, never markup. An attribute that begins with -- sets a
 * custom property, "on..." adds a listener, null leaves the attribute out.
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("--")) made.style.setProperty(name, value);
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Makes an element of a drawing; strings among the children become text. */
function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The place of a section's content. */
function bodyOf(section) {
  return document.querySelector("#" + section + " > .body");
}

/** A region that scrolls in itself, by keyboard too. */
function scrollRegion(label, classes, ...children) {
  return element("div", { class: "scroll " + classes, role: "region", "aria-label": label, tabindex: "0" }, ...children);
}

/** Shows the page's moment in the reader's own time zone; the page's text has it in UTC. */
function localiseMoment() {
  const time = document.querySelector("time");
  time.textContent = new Date(time.dateTime).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
}

/** A bar that fills a share, 0 to 1; a picture of a number that stands beside it. */
function meter(share) {
  return element("span", { class: "meter", "aria-hidden": "true" }, element("i", { "--share": share }));
}
