package org.panderm4j.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a benchmark of the comparison tables takes from a model's image tower, a line of {@code benchmark-features.tsv}.
 *
 * @param family of the model
 * @param benchmark {@code zero-shot}, {@code linear-probe} or {@code finetune}
 * @param output a head of the image tower, or {@code HEAD.pooled} for the vector before its projection
 * @param unit whether it is divided by its length
 * @param projected whether it has passed the map into the space that pictures and texts share
 */
public record ImageFeature(String family, String benchmark, String output, boolean unit, boolean projected) {
    public static final String ZERO_SHOT = "zero-shot";
    public static final String LINEAR_PROBE = "linear-probe";
    public static final String FINETUNE = "finetune";

    private static final String TABLE = "benchmark-features.tsv";

    private static final class Loaded {
        static final List<ImageFeature> ALL = load();
    }

    /** All lines. */
    public static List<ImageFeature> all() {
        return Loaded.ALL;
    }

    /**
     * What a benchmark takes from models of a family.
     *
     * @throws IllegalArgumentException when it takes none of them
     */
    public static ImageFeature of(String family, String benchmark) {
        return all().stream()
                .filter(one -> one.family().equals(family) && one.benchmark().equals(benchmark))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "benchmark " + benchmark + " takes no feature from models of family " + family));
    }

    private static ImageFeature of(String... fields) {
        return new ImageFeature(
                fields[0],
                fields[1],
                fields[2],
                either("unit", fields[3], "raw"),
                either("projected", fields[4], "unprojected"));
    }

    private static boolean either(String yes, String found, String no) {
        if (!found.equals(yes) && !found.equals(no)) {
            throw new IllegalStateException(TABLE + ": expected " + yes + " or " + no + ", found '" + found + "'");
        }
        return found.equals(yes);
    }

    private static List<ImageFeature> load() {
        try (InputStream in = ImageFeature.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t+", -1))
                    .map(ImageFeature::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLE, e);
        }
    }
}
