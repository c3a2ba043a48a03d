package io.channelwise.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PyTorch, as it comes and as its own performance guide tells its users to tune it.
 *
 * @param eager those that enter every contest
 * @param compiled those that enter contests of evaluation besides
 */
record Peers(List<Contestant> eager, List<Contestant> compiled) {

    static final Peers NONE = new Peers(List.of(), List.of());

    /**
     * Of a Python, as far as it has what is needed; what is left out is said. Tuned is with the very allocator and OpenMP
     * settings that the launcher gives our side.
     *
     * @param compile whether {@code torch.compile} is wanted
     */
    static Peers of(PeerOptions options, Checkout checkout, boolean compile) throws IOException {
        if (!options.hasTorch()) {
            return NONE;
        }
        Map<String, String> settings = LaunchedEnvironment.of(checkout);
        Contestant plain = Contestant.peer(options.python(), checkout.script("peer.py"));
        Contestant tuned = plain.tuned(settings);
        return new Peers(List.of(plain, tuned), compile && options.compiles() ? List.of(tuned.compiled()) : List.of());
    }

    /** Those that enter a contest. */
    List<Contestant> in(StepContest.Mode mode) {
        List<Contestant> all = new ArrayList<>(eager);
        if (mode == StepContest.Mode.EVALUATE) {
            all.addAll(compiled);
        }
        return all;
    }
}
