package io.channelwise.cli;

import io.channelwise.diagnosis.Allocator;
import io.channelwise.diagnosis.Cache;
import io.channelwise.diagnosis.Diagnosis;
import io.channelwise.diagnosis.Folder;
import io.channelwise.diagnosis.FoundLibraries;
import io.channelwise.diagnosis.Gpu;
import io.channelwise.diagnosis.JavaRuntime;
import io.channelwise.diagnosis.Libraries;
import io.channelwise.diagnosis.NativeVersion;
import io.channelwise.diagnosis.Problem;
import io.channelwise.diagnosis.Processor;
import io.channelwise.diagnosis.SelfTestResult;
import io.channelwise.diagnosis.Threads;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the doctor found, for people. */
final class DoctorPage {

    private static final double GIGABYTE = 1e9;

    private final PrintWriter out;

    private DoctorPage(PrintWriter out) {
        this.out = out;
    }

    static void print(Diagnosis found, PrintWriter out) {
        new DoctorPage(out).print(found);
    }

    private void print(Diagnosis found) {
        processor(found.processor());
        row(
                "caches",
                found.caches().isEmpty()
                        ? "the system tells none"
                        : found.caches().stream().map(Cache::words).collect(Collectors.joining(", ")));
        libraries(found.libraries());
        row("threads", threads(found.threads()));
        allocator(found.allocator());
        row("java", java(found.java()));
        gpu(found.gpu());
        selfTest(found.selfTest());
        out.println();
        versions(found);
        out.println();
        folders(found);
        out.println();
        problems(found);
    }

    private void processor(Processor processor) {
        row(
                "processor",
                processor.name() + ", "
                        + Texts.plural(processor.physicalCores(), "physical core") + ", "
                        + processor.logicalCores() + " logical");
        row("", processor.instructionSets().isEmpty() ? "" : String.join(" ", processor.instructionSets()));
    }

    private void libraries(Libraries libraries) {
        row(
                "libtorch",
                libraries.libtorch().isEmpty() ? "could not be asked" : "computes with " + libraries.libtorch());
        row("oneDNN", oneDnn(libraries));
        row("limits", libraries.limits().isEmpty() ? "" : assignments(libraries.limits()));
    }

    private static String oneDnn(Libraries libraries) {
        if (libraries.oneDnnVersion().isEmpty()) {
            return "is not used, or could not be asked";
        }
        String set = libraries.oneDnn();
        return libraries.oneDnnVersion() + (set.isEmpty() ? "" : " computes with " + set);
    }

    private static String threads(Threads threads) {
        String number = threads.number() == 0 ? Texts.NONE : String.valueOf(threads.number());
        return number + " for one operation, from " + threads.source()
                + (threads.ignored().isEmpty() ? "" : "; OMP_NUM_THREADS=" + threads.ignored() + " is no number");
    }

    private void allocator(Allocator allocator) {
        row(
                "allocator",
                switch (allocator.source()) {
                    case "environment" ->
                        allocator.library().isEmpty() ? "set up by the environment" : allocator.library();
                    case "mallopt" -> "glibc's, set up when libtorch is loaded";
                    default -> "the system's";
                });
        allocator.settings().forEach((name, value) -> row("", name + "=" + value));
    }

    private static String java(JavaRuntime java) {
        return String.format(
                Locale.ROOT,
                "%s by %s, heap up to %.1f GB, in %s",
                java.version(),
                java.vendor(),
                java.heapBytes() / GIGABYTE,
                java.home());
    }

    private void gpu(Gpu gpu) {
        row("gpu", gpu.words());
        row("", String.join(", ", gpu.cards()));
        row("", gpu.driver().isEmpty() ? "" : "driver " + gpu.driver());
        FoundLibraries libraries = gpu.libraries();
        if (libraries != null) {
            row("", "found: " + list(libraries.found()));
            row("", "missing: " + list(libraries.missing()));
        }
    }

    private static String list(Iterable<String> names) {
        String list = String.join(", ", names);
        return list.isEmpty() ? "none" : list;
    }

    private void selfTest(SelfTestResult result) {
        if (result == null) {
            row("self-test", "not made");
            return;
        }
        String outcome = result.isRight() ? "all right" : result.failures().size() + " wrong";
        row(
                "self-test",
                String.format(
                        Locale.ROOT,
                        "%s: %d layer shapes, %d computations, %.0f s%s",
                        outcome,
                        result.shapes(),
                        result.trials(),
                        result.seconds(),
                        result.skipped() == 0 ? "" : ", " + result.skipped() + " not made"));
    }

    private void versions(Diagnosis found) {
        TextTable table = new TextTable().words("library").words("version").words("fits");
        for (NativeVersion version : found.versions()) {
            String fits = version.fits() ? "yes" : "no";
            table.row(
                    version.library(),
                    version.version().isEmpty() ? Texts.NONE : version.version(),
                    fits + (version.remark().isEmpty() ? "" : ": " + version.remark()));
        }
        table.print(out);
    }

    private void folders(Diagnosis found) {
        TextTable table = new TextTable()
                .words("folder for")
                .words("path")
                .words("writable")
                .numbers("free");
        for (Folder folder : found.folders()) {
            String writable =
                    folder.writable() ? (folder.exists() ? "yes" : "yes, not there yet") : "no: " + folder.reason();
            String free = folder.freeBytes() < 0
                    ? Texts.NONE
                    : String.format(Locale.ROOT, "%.1f GB", folder.freeBytes() / GIGABYTE);
            table.row(folder.use(), folder.path(), writable, free);
        }
        table.print(out);
    }

    private void problems(Diagnosis found) {
        if (found.problems().isEmpty()) {
            out.println("nothing is wrong");
        }
        for (Problem problem : found.problems()) {
            out.println("wrong: " + problem.what());
            out.println("   do: " + problem.advice());
        }
    }

    private static String assignments(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** A line; none for an empty value. */
    private void row(String name, String value) {
        if (!value.isEmpty()) {
            out.println(String.format(Locale.ROOT, "%-10s  %s", name, value).stripTrailing());
        }
    }
}
