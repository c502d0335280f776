package org.panderm4j.cbm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.text.TextLines;

/** Texts of concepts, one a line, each as it is: spaces at its ends are part of it. */
public final class ConceptList {
    private static final String SHIPPED = "reference-concepts.txt";

    private ConceptList() {}

    /** Of a file, else the list that the reference explains its classifiers with. */
    public static List<String> of(Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            List<String> texts = TextLines.read(file.get()).stream()
                    .filter(text -> !text.isBlank())
                    .toList();
            if (texts.isEmpty()) {
                throw new IOException(file.get() + ": expected a concept a line, found none");
            }
            return texts;
        }
        try (InputStream in = ConceptList.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("the program comes without its " + SHIPPED);
            }
            return TextLines.split(in.readAllBytes(), SHIPPED);
        }
    }
}
