package org.panderm4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.panderm4j.eval.ConfusionMatrix;

/** A confusion matrix as a picture of its own: counts, with the class names; shades alone where there are too many to be read. */
public final class ConfusionSvg {
    private static final String TEMPLATE = "confusionsvg.jte";

    /** What the template draws. */
    record Drawn(ConfusionMatrix matrix, List<String> classes) {
        boolean isCompact() {
            return classes.size() > HeatMap.MOST_CLASSES;
        }

        HeatMap map() {
            return new HeatMap(matrix, classes);
        }

        CompactMap compact() {
            return CompactMap.of(matrix);
        }
    }

    private ConfusionSvg() {}

    /**
     * The SVG document.
     *
     * @param classes in class order
     */
    public static String render(ConfusionMatrix matrix, List<String> classes) {
        return Pages.render(TEMPLATE, new Drawn(matrix, classes));
    }

    /** Writes it as one UTF-8 file. */
    public static void write(ConfusionMatrix matrix, List<String> classes, Path file) throws IOException {
        Pages.write(TEMPLATE, new Drawn(matrix, classes), file);
    }
}
