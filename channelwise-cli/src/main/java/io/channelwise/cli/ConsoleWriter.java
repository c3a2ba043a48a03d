package io.channelwise.cli;

import io.channelwise.runtime.Harmless;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The one way to the terminal: what is printed may hold names and messages from anywhere. A line of {@code println}, and
 * each argument of {@code printf}, stays one line and cannot steer the terminal. Only {@code print} hands its text on as it
 * is; it is for what this program alone has made, the help and the progress bar.
 */
final class ConsoleWriter extends PrintWriter {

    ConsoleWriter(Writer out) {
        super(out, true);
    }

    ConsoleWriter(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void println(String line) {
        super.println(Harmless.line(String.valueOf(line)));
    }

    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }

    @Override
    public PrintWriter format(String format, Object... arguments) {
        return super.format(Locale.ROOT, format, harmless(arguments));
    }

    @Override
    public PrintWriter format(Locale locale, String format, Object... arguments) {
        return super.format(locale, format, harmless(arguments));
    }

    private static Object[] harmless(Object... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Number ? argument : Harmless.line(String.valueOf(argument)))
                .toArray();
    }
}
