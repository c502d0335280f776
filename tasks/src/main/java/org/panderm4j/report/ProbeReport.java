package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about a linear probe. */
public final class ProbeReport {
    private ProbeReport() {}

    public static String render(ProbePage page) {
        return Pages.render("probe.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(ProbePage page, Path file) throws IOException {
        Pages.write("probe.jte", page, file);
    }
}
