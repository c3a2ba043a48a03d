/** The section of the data's oddities: how it was divided, and which files were left out. */
function showNotes({ notes }) {
  if (notes.division === "" && notes.skippedFiles === 0) {
    document.getElementById("notes").remove();
    return;
  }
  const body = bodyOf("notes");
  if (notes.division !== "") body.append(element("p", { class: "lead" }, notes.division));
  if (notes.skippedFiles > 0) body.append(skippedFiles(notes));
}

function skippedFiles({ skippedFiles, skipped }) {
  const more = skippedFiles - skipped.length;
  return element("details", { class: "panel", open: skipped.length <= 10 ? "" : null },
    element("summary", {}, count(skippedFiles) + (skippedFiles === 1 ? " file was" : " files were") + " left out"),
    element("ul", { class: "skipped" }, ...skipped.map(line => element("li", {}, line))),
    ...(more > 0 ? [element("p", { class: "muted" }, "and " + count(more) + " more")] : []));
}
