package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about the concepts of a dictionary. */
public final class ConceptReport {
    private ConceptReport() {}

    public static String render(ConceptPage page) {
        return Pages.render("concepts.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(ConceptPage page, Path file) throws IOException {
        Pages.write("concepts.jte", page, file);
    }
}
