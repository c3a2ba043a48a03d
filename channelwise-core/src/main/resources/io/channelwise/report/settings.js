/** The section of the commands, each with a button that copies it. */
function showCommands(report) {
  if (report.commands.length === 0) {
    document.getElementById("commands").remove();
    return;
  }
  bodyOf("commands").append(element("div", { class: "panel" }, ...report.commands.map(commandBox)));
}

function commandBox({ purpose, line }) {
  const text = element("pre", {}, element("code", {}, line));
  const button = element("button", { type: "button", class: "copy", "aria-label": "Copy: " + purpose }, "Copy");
  button.addEventListener("click", async () => {
    button.textContent = await copy(line, text) ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  return element("article", { class: "command" }, element("header", {}, element("h3", {}, purpose), button), text);
}

/** Copies the line; where the browser forbids it, selects it for the reader to copy. */
async function copy(line, shownIn) {
  try {
    await navigator.clipboard.writeText(line);
    return true;
  } catch (forbidden) {
    getSelection().selectAllChildren(shownIn);
    return false;
  }
}

/** The section of the settings. */
function showSettings(report) {
  const settings = Object.entries(report.settings);
  if (settings.length === 0) {
    document.getElementById("settings").remove();
    return;
  }
  bodyOf("settings").append(element("div", { class: "settings panel" }, settingsTable(settings)));
}

function settingsTable(settings) {
  return element("table", { class: "pairs-table" }, element("tbody", {}, ...settings.map(([name, value]) =>
    element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value)))));
}
