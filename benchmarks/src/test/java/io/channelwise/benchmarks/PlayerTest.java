package io.channelwise.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.inference.MemoryLayout;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of a contestant whose process does not do as asked. */
@DisabledOnOs(OS.WINDOWS)
class PlayerTest {

    private static Player started(String script) throws IOException {
        List<String> command = List.of("sh", "-c", script);
        Contestant contestant = new Contestant("The other", command, Map.of(), List.of(MemoryLayout.CONTIGUOUS));
        return new Player(contestant, MemoryLayout.CONTIGUOUS, new ProcessBuilder(command).start());
    }

    @Test
    void answersAreReadWhateverElseIsSaid() throws IOException {
        try (Player player =
                started("echo a library greets; echo ready 5; read run; echo warning; echo '1.5 2.5E0 | 3'")) {
            assertThat(player.parameters()).hasValue(5);
            assertThat(player.run(2)).isEqualTo(new Player.Turn(2.0, 1.5));
        }
    }

    @Test
    void aCrashIsToldByNameSignalAndLastLines() throws IOException {
        try (Player player = started("echo ready; read run; echo '#'; echo '#  SIGFPE (0x8)'; kill -FPE $$")) {
            assertThatThrownBy(() -> player.run(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The other ended with exit code 136 (SIGFPE): sh -c ")
                    .hasMessageEndingWith("; its last lines on stdout:\n  #\n  #  SIGFPE (0x8)");
        }
    }

    @Test
    void anEndBeforeTheFirstAnswerIsToldToo() {
        assertThatThrownBy(() -> started("exit 3"))
                .isInstanceOf(IOException.class)
                .hasMessage("The other ended with exit code 3: sh -c exit 3; it has said nothing on stdout");
    }
}
