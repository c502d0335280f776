package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about a sparse autoencoder. */
public final class SaeReport {
    private SaeReport() {}

    public static String render(SaePage page) {
        return Pages.render("sae.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(SaePage page, Path file) throws IOException {
        Pages.write("sae.jte", page, file);
    }
}
