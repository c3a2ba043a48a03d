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

/** The place of a section's content. */
function bodyOf(section) {
  return document.querySelector("#" + section + " > .body");
}

/** A region that scrolls in itself, by keyboard too. */
function scrollRegion(label, classes, ...children) {
  return element("div", { class: "scroll " + classes, role: "region", "aria-label": label, tabindex: "0" }, ...children);
}

/** A bar that fills a share, 0 to 1; a picture of a number that stands beside it. */
function meter(share) {
  return element("span", { class: "meter", "aria-hidden": "true" }, element("i", { "--share": share }));
}
