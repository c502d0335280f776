package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about an explained classifier. */
public final class ExplanationReport {
    private ExplanationReport() {}

    public static String render(ExplanationPage page) {
        return Pages.render("explanation.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(ExplanationPage page, Path file) throws IOException {
        Pages.write("explanation.jte", page, file);
    }
}
