package io.channelwise.cli;

import io.channelwise.runtime.Harmless;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table of text: each column as wide as its longest cell, words to the left and numbers to the right. */
final class TextTable {

    private static final String BETWEEN = "  ";

    private record Column(String heading, boolean number) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of words. */
    TextTable words(String heading) {
        columns.add(new Column(heading, false));
        return this;
    }

    /** Adds a column of numbers. */
    TextTable numbers(String heading) {
        columns.add(new Column(heading, true));
        return this;
    }

    /** Adds a row with a cell for each column. */
    void row(String... cells) {
        rows.add(List.of(cells).stream().map(Harmless::line).toList());
    }

    void print(PrintWriter out) {
        out.println(line(columns.stream().map(Column::heading).toList()));
        rows.forEach(row -> out.println(line(row)));
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String cell = cells.get(i);
            String space = " ".repeat(width(i) - cell.length());
            line.append(i == 0 ? "" : BETWEEN).append(columns.get(i).number ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int longest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(longest, columns.get(column).heading.length());
    }
}
