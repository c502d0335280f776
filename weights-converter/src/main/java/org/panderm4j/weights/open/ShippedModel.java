package org.panderm4j.weights.open;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Optional;
import org.panderm4j.weights.store.ModelDescription;
import org.panderm4j.weights.store.ModelFolder;

/**
 * The model that comes with the program: {@code data/demo/model}, in our layout, in the folder that the program was built in.
 *
 * <p>It learned from drawn pictures and has no clinical meaning.
 */
public final class ShippedModel {
    /** What a user calls it. The name always means this model; a folder of the same name is {@code ./demo}. */
    public static final String NAME = "demo";

    /** System property that names its folder, for programs whose jars lie elsewhere. */
    public static final String FOLDER = "panderm.demo-model";

    private static final Path PLACE = Path.of("data", "demo", "model");

    private ShippedModel() {}

    /** Its folder, if it is there. */
    public static Optional<Path> find() {
        String said = System.getProperty(FOLDER);
        if (said != null) {
            return Optional.of(Path.of(said)).filter(ModelFolder::is);
        }
        for (Path folder = program(); folder != null; folder = folder.getParent()) {
            Path model = folder.resolve(PLACE);
            if (ModelFolder.is(model)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }

    /**
     * Its folder.
     *
     * @throws NoSuchFileException when it is not there; the message says where it was looked for
     */
    public static Path require() throws IOException {
        return find().orElseThrow(() -> new NoSuchFileException("model '" + NAME + "': " + expectation()));
    }

    private static String expectation() {
        String said = System.getProperty(FOLDER);
        return said == null
                ? "expected " + PLACE + " in a folder above the program " + program()
                        + ", found none; keep the program where it was built, or name the model's folder by -D" + FOLDER
                : "expected a model at " + said + " (" + FOLDER + "), found none";
    }

    /**
     * The model in a folder as the list of models has it; sizes are read from its description.
     *
     * @param folder as {@link #find} gives it
     */
    public static ShortName describe(Path folder) throws IOException {
        ModelDescription description = ModelFolder.describe(folder);
        long values = description.towers().parameterShapes().values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
                .sum();
        return new ShortName(
                NAME,
                Optional.empty(),
                description.family(),
                Math.round(values / 1e5) / 10.0,
                description.towers().embedding(),
                "comes with panderm4j; drawn pictures, no clinical meaning");
    }

    /** The jar, or the folder of classes, that this very class came from. */
    private static Path program() {
        CodeSource source = ShippedModel.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null; // loaded from somewhere that is no file
        }
    }
}
