package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs one command line in this JVM and keeps what it printed. */
record Program(int status, String out, String err) {
    private static final int MOST_LINES = 12;

    static Program run(Object... arguments) {
        return run(Commands::all, arguments);
    }

    /** The same with other commands. */
    static Program run(Function<Console, Map<String, Object>> commands, Object... arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Collection<?> several) {
                several.forEach(one -> words.add(String.valueOf(one)));
            } else {
                words.add(String.valueOf(argument));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(err));
        int status = PanDerm.run(console, commands.apply(console), words.toArray(String[]::new));
        return new Program(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }

    /** It ran to its end; the messages are shown if not. */
    Program succeeds() {
        assertThat(status).as(err).isEqualTo(ExitStatus.DONE);
        return this;
    }

    /** It failed as every command must: no results, few lines, no stack trace, and each of {@code words} in the message. */
    Program fails(int expected, Object... words) {
        assertThat(status).as(err).isEqualTo(expected);
        assertThat(out).isEmpty();
        return explains(words);
    }

    /** Few lines on standard error, no stack trace, and each of {@code words} among them. */
    Program explains(Object... words) {
        assertThat(err.lines()).hasSizeBetween(1, MOST_LINES);
        assertThat(err).doesNotContain("\tat ").doesNotContain("Exception");
        for (Object word : words) {
            assertThat(err).contains(String.valueOf(word));
        }
        return this;
    }
}
