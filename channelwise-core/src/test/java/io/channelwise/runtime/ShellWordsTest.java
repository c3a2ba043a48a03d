package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

    @Test
    void wordsAreQuotedWhereTheyNeedIt() {
        assertThat(ShellWords.quoted("runs/a_1-b", false)).isEqualTo("runs/a_1-b");
        assertThat(ShellWords.quoted("runs/Läufe 3", false)).isEqualTo("'runs/Läufe 3'");
        assertThat(ShellWords.quoted("it's", false)).isEqualTo("'it'\\''s'");
        assertThat(ShellWords.quoted("", false)).isEqualTo("''");
        assertThat(ShellWords.quoted("a\\b", false)).isEqualTo("'a\\b'");
        assertThat(ShellWords.quoted("C:\\my runs", true)).isEqualTo("\"C:\\my runs\"");
        assertThat(ShellWords.quoted("C:\\runs", true)).isEqualTo("C:\\runs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs/Läufe 3",
                "it's",
                "$(touch x)",
                "`x`",
                "a\"b",
                "a\\b",
                "*",
                "~",
                "a;b|c&d",
                "!x",
                "#",
                "(x)",
                "line\nend",
                "esc\u001b[2J'\\",
                "\u202egpj.exe"
            })
    void theShellReadsThemAsTheyWere(String word) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
        ProcessBuilder bash = new ProcessBuilder("/bin/bash", "-c", "printf %s " + ShellWords.quoted(word, false));
        bash.environment().put("LC_ALL", "C.UTF-8");
        Process process = bash.start();
        String read = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(read).isEqualTo(word);
        assertThat(ShellWords.quoted(word, false)).isEqualTo(Harmless.line(ShellWords.quoted(word, false)));
    }

    @Test
    void theCommandIsTheLaunchers() {
        String before = System.getProperty("channelwise.command");
        try {
            System.setProperty("channelwise.command", "/opt/my tools/channelwise");
            assertThat(ShellWords.command("train", "--resume", Path.of("a b")))
                    .isEqualTo("'/opt/my tools/channelwise' train --resume 'a b'");
            System.clearProperty("channelwise.command");
            assertThat(ShellWords.command("runs")).isEqualTo("./channelwise runs");
        } finally {
            if (before != null) {
                System.setProperty("channelwise.command", before);
            }
        }
    }
}
