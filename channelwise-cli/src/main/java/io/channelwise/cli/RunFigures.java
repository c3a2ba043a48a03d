package io.channelwise.cli;

import io.channelwise.report.EpochRecord;
import io.channelwise.report.RunHistory;
import io.channelwise.report.TestScores;
import io.channelwise.report.TestedEpoch;
import io.channelwise.train.RecordedRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The figures of a run as {@code runs} and {@code compare} print them. */
record RunFigures(RecordedRun run) {

    RunHistory history() {
        return run.history();
    }

    String state() {
        return history().finished() ? "finished" : "unfinished";
    }

    String epochs() {
        return history().epochs().size() + "/" + history().plannedEpochs();
    }

    double top1() {
        return history().best().map(EpochRecord::testTop1).orElse(Double.NaN);
    }

    String bestEpoch() {
        return history().best().map(best -> String.valueOf(best.epoch())).orElse(Texts.NONE);
    }

    String parameters() {
        return run.tested().map(tested -> Texts.count(tested.parameters())).orElse(Texts.NONE);
    }

    /** Of the latest test; NaN if there is none. */
    double score(ToDoubleFunction<TestScores> score) {
        return run.tested().map(TestedEpoch::scores).map(score::applyAsDouble).orElse(Double.NaN);
    }

    /** The name of the data alone; a folder is known by the last part of its path. */
    String data() {
        return history().data().replaceFirst("^([a-z0-9-]+):.*[/\\\\](?=[^/\\\\]+$)", "$1:");
    }

    Map<String, Object> json() {
        Optional<EpochRecord> best = history().best();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", run.name());
        json.put("path", run.directory().path().toString());
        json.put("model", history().model());
        json.put("data", history().data());
        json.put("epochs", history().epochs().size());
        json.put("planned_epochs", history().plannedEpochs());
        json.put("top1", top1());
        json.put("best_epoch", best.map(EpochRecord::epoch).orElse(null));
        json.put("loss", score(TestScores::loss));
        json.put("macro_f1", score(TestScores::macroF1));
        json.put("ece", score(scores -> scores.calibration().error()));
        json.put("tested_epoch", run.tested().map(TestedEpoch::epoch).orElse(null));
        json.put("parameters", run.tested().map(TestedEpoch::parameters).orElse(null));
        json.put("seconds", history().seconds());
        json.put("begun", history().started().toString());
        json.put("state", state());
        return json;
    }
}
