package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about zero-shot classification of one or more data sets. */
public final class ZeroShotReport {
    private ZeroShotReport() {}

    public static String render(ZeroShotPage page) {
        return Pages.render("zeroshot.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(ZeroShotPage page, Path file) throws IOException {
        Pages.write("zeroshot.jte", page, file);
    }
}
