{
  const report = JSON.parse(document.getElementById("report-data").textContent);
  localiseMoment();
  showCurves(report);
  showConfusion(report);
  showClasses(report);
  showCalibration(report);
  showMistakes(report);
  showNotes(report);
  showCommands(report);
  showSettings(report);
  followColourScheme();
}
