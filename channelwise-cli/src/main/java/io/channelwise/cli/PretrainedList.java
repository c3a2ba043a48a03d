package io.channelwise.cli;

import io.channelwise.weights.PretrainedWeights;
import io.channelwise.weights.WeightsCache;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The published weights as people read them, and as JSON. */
final class PretrainedList {

    private PretrainedList() {}

    static void print(PrintWriter out) {
        TextTable table = new TextTable()
                .words("model")
                .numbers("size")
                .numbers("classes")
                .words("here")
                .words("from");
        for (PretrainedWeights weights : PretrainedWeights.all()) {
            table.row(
                    weights.model(),
                    String.valueOf(weights.preprocessing().height()),
                    Texts.count(weights.classes().size()),
                    isHere(weights) ? "yes" : "no",
                    weights.uri().toString());
        }
        table.print(out);
        out.println();
        out.println(
                "Taken by --pretrained MODEL, and downloaded at their first use. Those of timm are at timm/NAME, such as");
        out.println("--weights timm/seresnet50.a1_in1k.");
    }

    static String json() {
        return Json.line(
                PretrainedWeights.all().stream().map(PretrainedList::fields).toList());
    }

    private static Map<String, Object> fields(PretrainedWeights weights) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", weights.model());
        fields.put("size", weights.preprocessing().height());
        fields.put("classes", weights.classes().size());
        fields.put("downloaded", isHere(weights));
        fields.put("uri", weights.uri().toString());
        return fields;
    }

    private static boolean isHere(PretrainedWeights weights) {
        return WeightsCache.standard().has(weights.uri());
    }
}
