package io.channelwise.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Independent random streams, each named by a few numbers, so that no draw depends on the order of the work. */
final class Seeds {

    private Seeds() {}

    /** The stream of (seed, parts...): the same numbers give the same draws. */
    static RandomGenerator random(long seed, long... parts) {
        long state = mix(seed);
        for (long part : parts) {
            state = mix(state + 0x9E3779B97F4A7C15L * (part + 1));
        }
        return new SplittableRandom(state);
    }

    /** The numbers 0 to n - 1 in a random order (Fisher and Yates). */
    static int[] permutation(int n, RandomGenerator random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014): each input bit changes half of the output's. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
