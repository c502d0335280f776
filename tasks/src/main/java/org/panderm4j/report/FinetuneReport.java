package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** The page about a multimodal fine-tuning. */
public final class FinetuneReport {
    private FinetuneReport() {}

    public static String render(FinetunePage page) {
        return Pages.render("finetune.jte", page);
    }

    /** Writes the page as one UTF-8 file. */
    public static void write(FinetunePage page, Path file) throws IOException {
        Pages.write("finetune.jte", page, file);
    }
}
