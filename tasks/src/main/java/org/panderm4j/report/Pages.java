package org.panderm4j.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Renders the templates compiled into this package. */
final class Pages {
    /** Stands at the head and the foot of every page. */
    static final String NOTICE =
            "Research use only. This is not a medical device: nothing on this page is a diagnosis or may"
                    + " guide the care of a patient. The figures describe one model on the pictures named here and may not carry over"
                    + " to other cameras, clinics or skin tones.";

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), "org.panderm4j.report");

    private Pages() {}

    static String render(String template, Object page) {
        TemplateOutput output = new StringOutput();
        ENGINE.render(template, page, output);
        return output.toString();
    }

    static void write(String template, Object page, Path file) throws IOException {
        Files.writeString(file, render(template, page), StandardCharsets.UTF_8);
    }
}
