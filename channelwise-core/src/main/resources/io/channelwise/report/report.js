/** Shows the start in the reader's own time zone; the page's text has it in UTC. */
function localiseStart() {
  const time = document.querySelector("time");
  time.textContent = new Date(time.dateTime).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
}

{
  const report = JSON.parse(document.getElementById("report-data").textContent);
  localiseStart();
  showCurves(report);
  showConfusion(report);
  showClasses(report);
  showMistakes(report);
  showCommands(report);
  showSettings(report);
  followColourScheme();
}
