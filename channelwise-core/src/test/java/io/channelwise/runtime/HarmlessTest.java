package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J",
                "\u0007",
                "\b",
                "\r\n",
                "\n",
                "\u0085",
                "\u009b31m",
                "\u007f",
                "\u202e",
                "\u2066",
                "\u200f",
                "\u2028",
                "\u2029",
                "\ufeff",
                "\ud800",
                "\udb40\udc41"
            })
    void whatSteersATerminalBecomesAQuestionMark(String steering) {
        String line = Harmless.line("a" + steering + "b");
        assertThat(line).startsWith("a?").endsWith("b").doesNotContain(steering).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Läufe 3",
                "çiçek",
                "\u0915\u094d\u200d\u0937",
                "\u0e20\u0e32\u0e1e",
                "\u0645\u06cc\u200c\u062e",
                "\ud83d\udc69\u200d\ud83d\ude80",
                "\u732b",
                "a\tb",
                "So\u00adfa"
            })
    void lettersOfAllLanguagesStay(String name) {
        assertThat(Harmless.line(name)).isEqualTo(name);
        assertThat(Harmless.json(name)).isEqualTo(name);
    }

    @Test
    void aTextKeepsItsLines() {
        assertThat(Harmless.text("a\n\u001bb\r\nc")).isEqualTo("a\n?b?\nc");
    }

    @Test
    void jsonMeansTheSame() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        String hostile = "a\u001b]0;x\u0007\u202e\u009b2J\r\n\udb40\udc41\u2028z";
        String json = Harmless.json(mapper.writeValueAsString(hostile));
        assertThat(Harmless.line(json)).isEqualTo(json);
        assertThat(mapper.readValue(json, String.class)).isEqualTo(hostile);
    }
}
