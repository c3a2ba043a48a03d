package io.channelwise.cli;

import io.channelwise.weights.Selection;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --key} and {@code --ignore}: which tensors of a weights file are meant. */
final class SelectionOptions {

    static final String KEY =
            "Where the weights are in their file: the key of a dict, such as student or trainer.ema, or "
                    + "what the keys of one of several networks begin with. Default: the usual places, state_dict, model and "
                    + "the like, else the only dict of weights.";
    static final String IGNORE = "Leave out keys of the weights file that belong to no layer, such as total_ops or "
            + "criterion.*; * stands for any text. Several with commas between.";

    @Option(names = "--key", paramLabel = "NAME", description = KEY)
    private String key;

    @Option(names = "--ignore", split = ",", paramLabel = "KEY-PATTERN", hideParamSyntax = true, description = IGNORE)
    private List<String> ignored;

    Selection selection() {
        return new Selection(key, ignored);
    }
}
