package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about image-text retrieval over one table of pairs. */
public final class RetrievalReport {
    private RetrievalReport() {}

    public static String render(RetrievalPage page) {
        return Pages.render("retrieval.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(RetrievalPage page, Path file) throws IOException {
        Pages.write("retrieval.jte", page, file);
    }
}
