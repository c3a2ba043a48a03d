package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contestants that take turns, so that whatever else the machine does meets all of them alike. */
final class Match {

    /** Steps before a trial. */
    private static final int FIRST_STEPS = 2;
    /** Steps before the first round, until Java has compiled what it runs often. */
    private static final int WARM_UP = 10;

    private static final int TRIAL_STEPS = 3;
    /** Milliseconds of a trial at least; three steps of a small network would tell little. */
    private static final double LEAST_TRIAL = 500;
    /** Milliseconds of a turn at least; of a short one, the first steps after the other process has had its turn are too much. */
    private static final double LEAST_TURN = 4000;
    /** A loader works ahead while its contestant rests; the batches it has ready then must not be all of a turn. */
    private static final int FED_TURN = 20;

    private final Contest contest;
    private final List<Contestant> contestants;
    private final int rounds;

    Match(Contest contest, List<Contestant> contestants, int rounds) {
        this.contest = contest;
        this.contestants = contestants;
        this.rounds = rounds;
    }

    /** Plays it: each in its own better memory layout, in an order that turns round from one round to the next. */
    List<Score> play() throws IOException {
        List<Player> players = new ArrayList<>();
        try {
            for (Contestant contestant : contestants) {
                players.add(contestant.enter(contest, betterLayout(contestant)));
            }
            requireSameNetwork(players);
            return score(players);
        } finally {
            players.forEach(Player::close);
        }
    }

    /**
     * Tried in processes of their own, since memory of a trial must not count as the winner's, and so one after the other:
     * by processor time, which other work that comes and goes disturbs less.
     */
    private MemoryLayout betterLayout(Contestant contestant) throws IOException {
        if (contestant.layouts().size() == 1) {
            return contestant.layouts().get(0);
        }
        MemoryLayout better = null;
        double least = Double.POSITIVE_INFINITY;
        for (MemoryLayout layout : contestant.layouts()) {
            try (Player player = contestant.enter(contest, layout)) {
                double step = player.run(FIRST_STEPS).wall();
                int steps = Math.max(TRIAL_STEPS, (int) Math.ceil(LEAST_TRIAL / step));
                double time = player.run(steps).cpu();
                if (time < least) {
                    least = time;
                    better = layout;
                }
            }
        }
        return better;
    }

    private void requireSameNetwork(List<Player> players) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Player player : players) {
            player.parameters()
                    .ifPresent(count -> counts.put(player.contestant().name(), count));
        }
        if (counts.values().stream().distinct().count() > 1) {
            throw new IllegalStateException(contest.model() + " has not the same parameters everywhere: " + counts);
        }
    }

    private List<Score> score(List<Player> players) throws IOException {
        double slowest = 0;
        for (Player player : players) {
            player.run(WARM_UP);
            slowest = Math.max(slowest, player.run(1).wall());
        }
        boolean fed = contestants.stream().anyMatch(Contestant::isFed);
        int steps = Math.max(fed ? FED_TURN : 1, (int) Math.ceil(LEAST_TURN / slowest));
        List<List<Player.Turn>> turns = new ArrayList<>();
        players.forEach(player -> turns.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < players.size(); i++) {
                int next = round % 2 == 0 ? i : players.size() - 1 - i;
                turns.get(next).add(players.get(next).run(steps));
            }
        }
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < players.size(); i++) {
            scores.add(score(players.get(i), turns.get(i), turns.get(0)));
        }
        return scores;
    }

    private static Score score(Player player, List<Player.Turn> turns, List<Player.Turn> first) throws IOException {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < turns.size(); round++) {
            ratios.add(turns.get(round).wall() / first.get(round).wall());
        }
        List<Double> walls = turns.stream().map(Player.Turn::wall).toList();
        return new Score(
                player.contestant().name(),
                player.layout(),
                Median.of(walls),
                Collections.min(walls),
                medianCpu(turns),
                Median.of(ratios),
                medianCpu(turns) / medianCpu(first),
                player.peak());
    }

    private static double medianCpu(List<Player.Turn> turns) {
        return Median.of(turns.stream().map(Player.Turn::cpu).toList());
    }
}
