package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about a search. */
public final class TuningReport {
    private TuningReport() {}

    public static String render(TuningPage page) {
        return Pages.render("tuning.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(TuningPage page, Path file) throws IOException {
        Pages.write("tuning.jte", page, file);
    }
}
