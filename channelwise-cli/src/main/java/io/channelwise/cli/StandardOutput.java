package io.channelwise.cli;

import io.channelwise.runtime.IoReasons;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import picocli.CommandLine.ExitCode;

/**
 * Stdout, which remembers what could not be written to it: results that are lost are a failure, but not those that
 * nobody wants to read any more, as with {@code | head -1}.
 */
final class StandardOutput extends OutputStream {

    private static final int STDOUT = 1;

    private final OutputStream out;
    private final boolean readerMayLeave;
    private IOException first;

    StandardOutput(OutputStream out, boolean readerMayLeave) {
        this.out = out;
        this.readerMayLeave = readerMayLeave;
    }

    /**
     * The process's stdout. Java prints a page about a crash in native code to descriptor 1, hard-wired, where it would
     * stand among the results; so where the launcher has given stdout another number too, descriptor 1 is closed. That
     * makes Java connect it with the null device, as nothing else may come to have this number.
     */
    static StandardOutput open() {
        boolean readerMayLeave = Inherited.hasReader(STDOUT);
        Optional<FileOutputStream> elsewhere =
                Inherited.file("channelwise.stdout", number -> Inherited.areSame(number, STDOUT));
        elsewhere.ifPresent(other -> closeDescriptorOne());
        return new StandardOutput(elsewhere.orElseGet(() -> new FileOutputStream(FileDescriptor.out)), readerMayLeave);
    }

    private static void closeDescriptorOne() {
        try {
            new FileOutputStream(FileDescriptor.out).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For text. */
    PrintWriter writer() {
        return new ConsoleWriter(this);
    }

    /** The exit code of the command, or of a failure where its results are lost; that is told on stderr then. */
    int conclude(int code, PrintWriter err) {
        if (first == null || readerMayLeave) {
            return code;
        }
        err.println("channelwise: stdout: " + IoReasons.of(first) + "; results are missing there");
        return code == ExitCode.OK ? ExitCode.SOFTWARE : code;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            first = first == null ? e : first;
            throw e;
        }
    }
}
