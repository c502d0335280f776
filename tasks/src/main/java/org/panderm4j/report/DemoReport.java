package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page of the tour. */
public final class DemoReport {
    private DemoReport() {}

    public static String render(DemoPage page) {
        return Pages.render("demo.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(DemoPage page, Path file) throws IOException {
        Pages.write("demo.jte", page, file);
    }
}
