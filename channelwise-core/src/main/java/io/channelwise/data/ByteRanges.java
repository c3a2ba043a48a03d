package io.channelwise.data;

import java.util.ArrayList;
import java.util.List;

/** Parts of a file, in its order, to be put together. */
final class ByteRanges {

    private final List<int[]> ranges = new ArrayList<>();

    /** Adds a part, from one index to before another, behind those that are there. */
    void add(int from, int to) {
        int[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (last != null && last[1] == from) {
            last[1] = to;
        } else {
            ranges.add(new int[] {from, to});
        }
    }

    /** The parts, and these bytes behind them. */
    byte[] of(byte[] file, byte[] end) {
        int length = ranges.stream().mapToInt(range -> range[1] - range[0]).sum();
        byte[] parts = new byte[length + end.length];
        int at = 0;
        for (int[] range : ranges) {
            System.arraycopy(file, range[0], parts, at, range[1] - range[0]);
            at += range[1] - range[0];
        }
        System.arraycopy(end, 0, parts, at, end.length);
        return parts;
    }
}
