package io.channelwise.cli;

import java.io.StringWriter;
import picocli.CommandLine;

/** One run of the command: its exit code and what it printed. */
record CommandRun(int code, String out, String err) {

    static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new ConsoleWriter(out)).setErr(new ConsoleWriter(err));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int code = command.execute(texts);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
