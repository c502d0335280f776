package org.panderm4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output for results alone, standard error for everything else. */
final class Console {
    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private final PrintStream results;
    private final PrintStream messages;

    Console(PrintStream results, PrintStream messages) {
        this.results = results;
        this.messages = messages;
    }

    /** Keeps standard output to itself: what libraries print there goes to standard error. */
    static Console takeOver() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setOut(err);
        System.setErr(err);
        return new Console(out, err);
    }

    /** Results: a table, or JSON. */
    PrintStream results() {
        return results;
    }

    /** Prints records, maps and lists as JSON. */
    void printJson(Object value) throws IOException {
        results.println(JSON.writeValueAsString(value));
    }

    /** Progress, notes and errors. */
    PrintStream messages() {
        return messages;
    }
}
