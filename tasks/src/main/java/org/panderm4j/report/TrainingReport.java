package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about a training run. */
public final class TrainingReport {
    private TrainingReport() {}

    public static String render(TrainingPage page) {
        return Pages.render("training.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(TrainingPage page, Path file) throws IOException {
        Pages.write("training.jte", page, file);
    }
}
