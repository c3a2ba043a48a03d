package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Contestants that take turns, so that whatever else the machine does meets all of them alike. */
final class Match {

    private static final int WARM_UP = 2;
    private static final int TRIAL = 3;
    /** A turn of less than this, in milliseconds, would time the switch between processes more than the steps. */
    private static final double LEAST_TURN = 1000;
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
        MemoryLayout better = null;
        double least = Double.POSITIVE_INFINITY;
        for (MemoryLayout layout : MemoryLayout.values()) {
            try (Player player = contestant.enter(contest, layout)) {
                player.run(WARM_UP);
                double time = player.run(TRIAL).cpu();
                if (time < least) {
                    least = time;
                    better = layout;
                }
            }
        }
        return better;
    }

    private void requireSameNetwork(List<Player> players) {
        long parameters = players.get(0).parameters();
        for (Player player : players) {
            if (player.parameters() != parameters) {
                throw new IllegalStateException(player.contestant().name() + " has " + player.parameters()
                        + " parameters in " + contest.model() + "; ours has " + parameters);
            }
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
        return new Score(
                player.contestant().name(),
                player.layout(),
                Median.of(turns.stream().map(Player.Turn::wall).toList()),
                turns.stream()
                        .map(Player.Turn::wall)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                Median.of(turns.stream().map(Player.Turn::cpu).toList()),
                Median.of(ratios),
                player.peak());
    }
}
