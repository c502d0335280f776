package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.panderm4j.data.table.NearestNames;

/** The data sets by name. */
public final class DataSets {
    /** Those that need no description. */
    public static final List<String> NAMES = List.of(Derm7pt.NAME, Milk11.NAME, PadUfes20.NAME);

    private DataSets() {}

    /** The data set of a name, read as usual. */
    public static MultimodalDataSet named(String name) throws IOException {
        return named(name, Reading.usual());
    }

    /**
     * A data set by the text of its description.
     *
     * @param name of the file that the text stood in, for messages; without its ending, the data set's name unless the text says one
     * @throws IOException when the text is no description
     */
    public static MultimodalDataSet described(String text, String name, Reading reading) throws IOException {
        return new DescribedDataSet(PairDescription.of(Path.of(name), text), reading);
    }

    /**
     * The data set of a name, or one that a YAML file describes.
     *
     * @param name one of {@link #NAMES}, or a path that ends with {@code .yaml} or {@code .yml}
     * @throws IOException when there is no such data set, or its description cannot be read
     */
    public static MultimodalDataSet named(String name, Reading reading) throws IOException {
        return switch (name) {
            case Derm7pt.NAME -> new Derm7pt(reading);
            case Milk11.NAME -> new Milk11(reading);
            case PadUfes20.NAME -> new PadUfes20(reading);
            default -> {
                if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
                    throw new IOException("data set: expected " + String.join(", ", NAMES)
                            + ", or the path of a description that ends with .yaml, found \"" + name + "\""
                            + NearestNames.hint(name, NAMES));
                }
                yield new DescribedDataSet(PairDescription.read(Path.of(name)), reading);
            }
        };
    }
}
