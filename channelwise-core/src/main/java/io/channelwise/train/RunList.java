package io.channelwise.train;

import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runs in a folder such as {@code runs}.
 *
 * @param runs by the names of their folders
 * @param broken what is wrong with each folder that is no readable run's
 */
public record RunList(List<RecordedRun> runs, List<String> broken) {

    /**
     * Reads them all; a folder that cannot be read does not keep the others from being listed. Names that begin with a
     * dot are left out: they are runs that are just being made.
     *
     * @throws TrainingException if there is no such folder
     */
    public static RunList read(Path folder) {
        RunList list = new RunList(new ArrayList<>(), new ArrayList<>());
        folders(folder).forEach(list::add);
        return list;
    }

    private void add(Path folder) {
        try {
            runs.add(RecordedRun.read(folder));
        } catch (TrainingException e) {
            broken.add(e.getMessage());
        }
    }

    private static List<Path> folders(Path folder) {
        requireFolder(folder);
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new TrainingException(folder + " cannot be read: " + IoReasons.of(e), e);
        }
    }

    private static void requireFolder(Path folder) {
        try {
            if (!Presence.isFolder(folder)) {
                throw new TrainingException(folder + ": no such folder; expected one with the folders of runs");
            }
        } catch (IOException e) {
            throw new TrainingException(folder + " cannot be read: " + IoReasons.of(e), e);
        }
    }
}
