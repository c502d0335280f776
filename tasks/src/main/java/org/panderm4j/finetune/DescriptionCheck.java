package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.panderm4j.data.multimodal.Criterion;
import org.panderm4j.nn.fusion.FusionDesign;

/**
 * Whether what a description of a fine-tuned model says fits together. What it leaves out would be taken for something else unnoticed:
 * a tower that is not named for one that is as in the base model.
 *
 * @param file it stands in, for messages
 * @param model what it says
 */
record DescriptionCheck(Path file, FineTuned model) {
    /**
     * Refuses what does not.
     *
     * @throws IOException in one line that names file and key
     */
    void require() throws IOException {
        requirePreparation();
        requireTowers();
        requireClasses();
        if (model.temperature()
                .filter(value -> !(value > 0 && Double.isFinite(value)))
                .isPresent()) {
            throw wrong(
                    "temperature",
                    "a number above 0, or null",
                    model.temperature().get());
        }
    }

    private void requirePreparation() throws IOException {
        try {
            PicturePreparation.of(model.pictures());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + ", pictures: expected the order of channels and the statistics, found " + model.pictures(),
                    e);
        }
    }

    private void requireTowers() throws IOException {
        Set<String> seen = new TreeSet<>();
        View.of(model.design()).forEach(view -> seen.add(view.word()));
        model.design()
                .metadata()
                .filter(metadata -> metadata.kind() == FusionDesign.Metadata.Kind.TEXT)
                .ifPresent(text -> seen.add(FineTuned.TEXT));
        if (!model.towers().keySet().equals(seen)) {
            throw wrong("towers", "how each of " + seen + " was trained", model.towers());
        }
        try {
            model.towers().values().forEach(TowerMode::of);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ", towers: " + e.getMessage(), e);
        }
    }

    private void requireClasses() throws IOException {
        List<Integer> outputs = model.design().outputs().stream()
                .map(FusionDesign.Output::classes)
                .toList();
        List<Integer> named = new ArrayList<>(List.of(model.classNames().size()));
        for (Criterion criterion : model.criteria()) {
            named.add(criterion.classNames().size());
        }
        if (!outputs.equals(named)) {
            throw wrong("classNames and criteria", "names for outputs of " + outputs + " classes", named);
        }
    }

    private IOException wrong(String key, String expected, Object found) {
        return new IOException(file + ", " + key + ": expected " + expected + ", found " + found);
    }
}
