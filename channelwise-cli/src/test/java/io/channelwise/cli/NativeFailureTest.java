package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.data.DataException;
import io.channelwise.runtime.NativeLibraryError;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What fails while a class is set up, as native libraries do, is told in its own words. */
class NativeFailureTest {

    @Test
    void librariesThatCannotBeLoadedAreToldInOneLine() {
        assertThat(told(new NativeLibraryError("there is no folder for native libraries: set CHANNELWISE_CACHE")))
                .isEqualTo("channelwise: there is no folder for native libraries: set CHANNELWISE_CACHE");
    }

    @Test
    void soIsWhatAnInitializerMeets() {
        assertThat(told(new ExceptionInInitializerError(new DataException("a.jpg: damaged"))))
                .isEqualTo("channelwise: a.jpg: damaged");
        assertThat(told(new ExceptionInInitializerError("no cause")))
                .startsWith("channelwise: this should not happen: ");
    }

    private static String told(Throwable failure) {
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
        assertThat(Failures.failed(failure, command, command.parseArgs("models")))
                .isEqualTo(1);
        return err.toString().strip();
    }
}
