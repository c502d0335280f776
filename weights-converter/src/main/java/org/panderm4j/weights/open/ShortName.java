package org.panderm4j.weights.open;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.panderm4j.weights.hub.HubModelId;

/**
 * A published model by the short name that stands for it, a line of {@code short-names.tsv}.
 *
 * @param name e.g. {@code panderm2}
 * @param hub where it lies, if it lies on a hub
 * @param family name of its key table
 * @param parameters in millions
 * @param embedding length of its embeddings
 * @param licence what is known of its terms, and how to get it
 */
public record ShortName(
        String name, Optional<HubModelId> hub, String family, double parameters, int embedding, String licence) {

    private static final String TABLE = "short-names.tsv";
    private static final String NO_HUB = "-";

    /** The models that this version can run. */
    public static List<ShortName> all() {
        return Loaded.ALL;
    }

    private static final class Loaded {
        static final List<ShortName> ALL = load();
    }

    private static List<ShortName> load() {
        try (InputStream in = ShortName.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> of(line.split("\t+")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLE, e);
        }
    }

    private static ShortName of(String... fields) {
        return new ShortName(
                fields[0],
                fields[1].equals(NO_HUB) ? Optional.empty() : Optional.of(HubModelId.parse(fields[1])),
                fields[2],
                Double.parseDouble(fields[3]),
                Integer.parseInt(fields[4]),
                fields[5]);
    }

    public static Optional<ShortName> find(String name) {
        return all().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * Where the model lies.
     *
     * @throws IOException when its weights must be fetched by hand
     */
    HubModelId requireHub() throws IOException {
        return hub.orElseThrow(() -> new IOException(
                "model '" + name + "' lies on no hub; " + licence + ", and give the file itself as --model"));
    }

    /** All names, for messages. */
    static String names() {
        return String.join(" ", all().stream().map(ShortName::name).toList());
    }
}
