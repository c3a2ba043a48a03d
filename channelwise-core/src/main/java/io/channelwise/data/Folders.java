package io.channelwise.data;

import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.Presence;
import java.io.IOException;
import java.nio.file.Path;

/** What several readers do with folders. */
final class Folders {

    private Folders() {}

    /** @throws DataException where the path is no folder */
    static void require(Path folder) {
        try {
            if (!Presence.isFolder(folder)) {
                throw new DataException(folder + (Presence.exists(folder) ? ": not a folder" : ": no such folder"));
            }
        } catch (IOException e) {
            throw new DataException(folder + ": " + IoReasons.of(e), e);
        }
    }
}
