package org.panderm4j.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.Batch;

/** The pictures of a reference that names them in place of holding {@code pixels.npy}. */
public final class ReferencePictures {
    /** Either may hold {@code "images": [names]}. */
    private static final List<String> LISTS = List.of("info.json", "inputs.json");

    /** Where fixtures keep the pictures that several of them share, seen from the reference's folder. */
    private static final List<String> USUAL_PLACES = List.of("../images", "../../images", "../../../images");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferencePictures() {}

    /**
     * Finds the named pictures and transforms them as the model wants.
     *
     * @param folder of the reference
     * @param images folder to look in instead of the usual places
     * @return empty when the reference names no pictures
     * @throws NoSuchFileException when a named picture is nowhere
     */
    public static Optional<Batch.Images> prepare(DermModel model, Path folder, Optional<Path> images)
            throws IOException {
        List<String> names = names(folder);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<Path> places = images.map(List::of)
                .orElseGet(() -> USUAL_PLACES.stream()
                        .map(place -> folder.toAbsolutePath().resolve(place).normalize())
                        .toList());
        List<float[]> pixels = new ArrayList<>();
        for (String name : names) {
            pixels.add(model.prepare(find(folder, name, places)));
        }
        int height = model.description().preprocessing().height();
        return Optional.of(new Batch.Images(
                pixels, height, model.description().preprocessing().width()));
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        for (String list : LISTS) {
            Path file = folder.resolve(list);
            if (names.isEmpty() && Files.isRegularFile(file)) {
                for (JsonNode name : json(file).path("images")) {
                    names.add(name.asText());
                }
            }
        }
        return names;
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new IOException(file + ": not valid JSON", e);
        }
    }

    private static Path find(Path folder, String name, List<Path> places) throws IOException {
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException(folder + ": its picture " + name + " is in none of " + places
                        + "; give the folder that holds it with --images"));
    }
}
