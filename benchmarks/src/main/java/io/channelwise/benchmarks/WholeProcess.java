package io.channelwise.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program from its start to its end, watched from outside.
 *
 * @param milliseconds until its first line of output
 * @param cpuMilliseconds of processor time in all
 * @param peakMebibytes its greatest resident size; 0 where the system does not say
 */
record WholeProcess(double milliseconds, double cpuMilliseconds, double peakMebibytes) {

    /** Both figures grow until the end, so that the last look before it misses next to nothing. */
    private static final long LOOK_MILLISECONDS = 5;

    static WholeProcess run(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        Watch watch = new Watch(process);
        watch.start();
        double first;
        try (BufferedReader output = process.inputReader()) {
            output.readLine();
            first = (System.nanoTime() - start) / 1e6;
            output.lines().forEach(line -> {});
        }
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("exit code " + process.exitValue() + ": " + String.join(" ", command));
        }
        watch.awaitEnd();
        return new WholeProcess(first, watch.cpu.toNanos() / 1e6, watch.peak);
    }

    /** Looks at a process as long as it lives. */
    private static final class Watch extends Thread {

        private final Process process;
        private volatile Duration cpu = Duration.ZERO;
        private volatile double peak;

        Watch(Process process) {
            this.process = process;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (process.isAlive()) {
                cpu = process.info().totalCpuDuration().orElse(cpu);
                peak = Math.max(peak, ResidentSize.peakMebibytes(process.pid()));
                pause();
            }
        }

        private static void pause() {
            try {
                sleep(LOOK_MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void awaitEnd() {
            try {
                join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
