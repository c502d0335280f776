package org.panderm4j.weights.open;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
            requireAgreement(configured, ModelFiles.OPEN_CLIP_CONFIG);
            return mapping.sizeFromConfig() ? configured : configured.sized(side);
        }
        Preprocessing usual = Preprocessing.named(mapping.preprocess(), side);
        Preprocessing configured = processor.isMissingNode() ? usual : processed(usual);
        requireAgreement(configured, ModelFiles.IMAGE_PROCESSOR);
        return configured;
    }

    private Preprocessing processed(Preprocessing usual) {
        try {
            return ImageProcessor.read(processor, usual);
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

    /** A size that the user gives and a size that a configuration gives must be the same; nobody may win silently. */
    private void requireAgreement(Preprocessing configured, String file) {
        JsonNode given = arch.has("vision") ? arch.path("vision").path("image_size") : arch.path("image_size");
        if (given.isInt() && (given.intValue() != configured.height() || given.intValue() != configured.width())) {
            throw new MappingException("--arch says image_size " + given + ", but the preprocessing in " + file
                    + " makes " + configured.height() + " x " + configured.width() + "; correct one of them");
        }
    }
}
