package io.channelwise.diagnosis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process left behind when native code ended it.
 *
 * @param signal {@code SIGFPE}; empty if nothing says
 * @param frame the function in which it happened; empty if nothing says
 */
record CrashReport(String signal, String frame) {

    private static final int SIGNALLED = 128;
    private static final Pattern SIGNAL = Pattern.compile("^#\\s+(SIG[A-Z]+|EXCEPTION_[A-Z_]+) \\(", Pattern.MULTILINE);
    private static final Pattern FRAME = Pattern.compile("^# Problematic frame:\\R# +(\\S.*)$", Pattern.MULTILINE);

    private static final List<String> SIGNALS = List.of(
            "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "", "SIGFPE", "SIGKILL", "", "SIGSEGV",
            "", "SIGPIPE", "SIGALRM", "SIGTERM");

    private static final int SIGBUS_LINUX = 7;
    private static final int SIGBUS_MAC = 10;

    /** Of a process that ended with this code, whose reports of fatal errors go to this folder. */
    static CrashReport of(int exitCode, Path folder) {
        String report = read(folder);
        Matcher signal = SIGNAL.matcher(report);
        Matcher frame = FRAME.matcher(report);
        // The JVM catches the signal, writes its report and aborts: the exit code alone would say SIGABRT.
        return new CrashReport(
                signal.find() ? signal.group(1) : signal(exitCode),
                frame.find() ? frame.group(1).strip() : "");
    }

    /** The name of the signal that an exit code stands for; empty if it stands for none. */
    static String signal(int exitCode) {
        int number = exitCode - SIGNALLED;
        if (number == SIGBUS_LINUX || number == SIGBUS_MAC) {
            return "SIGBUS";
        }
        return number > 0 && number < SIGNALS.size() ? SIGNALS.get(number) : "";
    }

    private static String read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Path report = files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElse(null);
            return report == null ? "" : new String(Files.readAllBytes(report), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
