package org.panderm4j.weights.open;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.weights.mapping.Mapping;
import org.panderm4j.weights.mapping.MappingException;
import org.panderm4j.weights.mapping.ModelConfigs;
import org.panderm4j.weights.store.ImageProcessor;
import org.panderm4j.weights.store.Preprocessing;

/** What is done to a model's pictures: as a configuration beside it says, else as its family usually has it. */
final class Pictures {
    /** What the reference takes for PanDerm's image tower, which knows no size, when the configuration names none. */
    private static final int DEFAULT_SIZE = 224;

    private final JsonNode openClip;
    private final JsonNode arch;
    private final JsonNode processor;

    Pictures(ModelFiles files, ModelConfigs configs) throws IOException {
        openClip = configs.openClip();
        arch = configs.arch();
        processor = files.config(ModelFiles.IMAGE_PROCESSOR);
    }

    /** The preprocessing of a model. */
    Preprocessing of(Mapping mapping) {
        int side = side(mapping.towers().image().stem());
        if (!openClip.isMissingNode()) {
            Preprocessing configured = configured(mapping.sizeFromConfig() ? DEFAULT_SIZE : side);
            return mapping.sizeFromConfig() ? configured : configured.sized(side);
        }
        Preprocessing usual = Preprocessing.named(mapping.preprocess(), side);
        try {
            return processor.isMissingNode() ? usual : ImageProcessor.read(processor, usual);
        } catch (IllegalArgumentException e) {
            throw new MappingException(ModelFiles.IMAGE_PROCESSOR + ": " + e.getMessage());
        }
    }

    /** A size in the configuration that a tower which knows its own overrules, in words. */
    Optional<String> contradiction(Mapping mapping) {
        if (openClip.isMissingNode() || mapping.sizeFromConfig()) {
            return Optional.empty();
        }
        int side = side(mapping.towers().image().stem());
        Preprocessing configured = configured(side);
        return configured.height() == side && configured.width() == side
                ? Optional.empty()
                : Optional.of(ModelFiles.OPEN_CLIP_CONFIG + " says preprocess_cfg.size " + configured.height() + " x "
                        + configured.width() + ", the tower takes pictures of " + side + " x " + side
                        + ": the tower wins");
    }

    private static int side(Stem stem) {
        return stem instanceof PatchStem patches ? patches.image() : ((JointStem) stem).image();
    }

    private Preprocessing configured(int defaultSize) {
        try {
            return Preprocessing.of(openClip.path("preprocess_cfg"), defaultSize);
        } catch (IllegalArgumentException e) {
            throw new MappingException(ModelFiles.OPEN_CLIP_CONFIG + ": " + e.getMessage());
        }
    }

    /** A wrong image_size shows first as tensors of the wrong shape; what to correct is the size. */
    IllegalArgumentException explained(IllegalArgumentException e, Path file) {
        JsonNode given = arch.path("vision").path("image_size");
        if (!given.isInt() || openClip.isMissingNode()) {
            return e;
        }
        int size = given.intValue();
        Preprocessing pictures = configured(DEFAULT_SIZE);
        if (size == pictures.height() && size == pictures.width()) {
            return e;
        }
        return new MappingException(file + ": --arch says image_size " + size + ", but the preprocessing in "
                + ModelFiles.OPEN_CLIP_CONFIG + " makes " + pictures.height() + " x " + pictures.width()
                + "; correct one of them (" + e.getMessage() + ")");
    }
}
