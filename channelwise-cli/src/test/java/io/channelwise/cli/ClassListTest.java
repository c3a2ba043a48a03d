package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of class names as editors save them. */
class ClassListTest {

    @TempDir
    private Path folder;

    @Test
    void aByteOrderMarkIsNoPartOfAName() throws IOException {
        String text = "\ufeffant\r\nbee\r\n";

        assertThat(parse(text.getBytes(StandardCharsets.UTF_8)).names()).containsExactly("ant", "bee");
        assertThat(parse(text.getBytes(StandardCharsets.UTF_16LE)).names()).containsExactly("ant", "bee");
    }

    @Test
    void whatIsNoTextIsRefusedInWords() {
        assertThatThrownBy(() -> parse("ant\nbee\n".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classes.txt is no readable text in UTF-8, or UTF-16 with its mark");
    }

    private ClassList parse(byte[] text) throws IOException {
        return ClassList.parse(Files.write(folder.resolve("classes.txt"), text).toString());
    }
}
