package org.panderm4j.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.sae.SaeFile;

/**
 * Where the parts of a study are.
 *
 * @param sae file or folder of the dictionary
 * @param names folder of a {@code concepts name}
 * @param pictures folders of {@code concepts top}
 * @param classifier folder of a {@code cbm train}
 * @param interventions folders of {@code cbm intervene}
 */
public record StudyFolders(
        Path sae, Optional<Path> names, List<Path> pictures, Optional<Path> classifier, List<Path> interventions) {
    static final String NAMES = "names.csv";
    static final String TOP = "top.csv";
    static final String CONCEPTS = "concepts.csv";
    static final String NEURONS = "neurons.csv";
    static final String SUMMARY = "summary.csv";
    static final String INTERVENED = "intervened.csv";

    /**
     * All files that are read, in order.
     *
     * @throws NoSuchFileException in one line when one is not there, with the command that writes it
     */
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(SaeFile.of(sae)));
        if (names.isPresent()) {
            files.add(require(names.get(), NAMES, "concepts name"));
        }
        for (Path folder : pictures) {
            files.add(require(folder, TOP, "concepts top"));
            files.add(require(folder, CONCEPTS, "concepts top"));
        }
        if (classifier.isPresent()) {
            files.add(require(classifier.get(), NEURONS, "cbm train"));
            files.add(require(classifier.get(), SUMMARY, "cbm train"));
        }
        for (Path folder : interventions) {
            files.add(require(folder, INTERVENED, "cbm intervene"));
            files.add(require(folder, SUMMARY, "cbm intervene"));
        }
        return files;
    }

    private static Path require(Path folder, String name, String command) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file + ": no such file; expected the folder of a finished 'panderm " + command + "'");
        }
        return file;
    }
}
