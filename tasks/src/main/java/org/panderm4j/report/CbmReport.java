package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about a concept bottleneck classifier. */
public final class CbmReport {
    private CbmReport() {}

    public static String render(CbmPage page) {
        return Pages.render("cbm.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(CbmPage page, Path file) throws IOException {
        Pages.write("cbm.jte", page, file);
    }
}
