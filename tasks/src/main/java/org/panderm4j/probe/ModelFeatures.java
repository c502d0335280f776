package org.panderm4j.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.npy.WholeMatrix;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.embed.ImageFeatures;
import org.panderm4j.embed.Metadata;
import org.panderm4j.embed.NoUsableInputException;
import org.panderm4j.embed.PreparedInputs;
import org.panderm4j.model.DermModel;
import org.panderm4j.model.ImageFeature;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/**
 * Features that a model computes, kept in {@code features/} of the run folder as {@code panderm embed} would write them, so that later
 * probes can take them from there.
 */
public final class ModelFeatures implements FeatureSource {
    /** The fact {@code transform} of features whose pictures were prepared as their model has it. */
    public static final String OWN_TRANSFORM = "the model's own";

    /** Facts of an origin. */
    static final String FEATURE = "feature";

    static final String TRANSFORM = "transform";

    static final String FOLDER = "features";
    private static final String UNIT = ", unit length";
    private static final String EMBEDDINGS = FOLDER + "/" + StoredFeatures.EMBEDDINGS;
    private static final String METADATA = FOLDER + "/" + StoredFeatures.METADATA;

    private final DermModel model;
    private final ModelFacts facts;
    private final Settings settings;

    /** Makes the prepared pictures of a list of files. */
    @FunctionalInterface
    public interface PictureSource {
        PreparedInputs of(List<Path> files);
    }

    /**
     * How features are computed.
     *
     * @param name of the model as the user gave it
     * @param feature of the image tower
     * @param transform in a reader's words
     * @param identity of the model, for a run that goes on
     * @param batchSize pictures in one pass of the network
     * @param pictures decodes and transforms
     */
    public record Settings(
            String name,
            ImageFeature feature,
            String transform,
            List<String> identity,
            int batchSize,
            PictureSource pictures) {
        public Settings {
            identity = List.copyOf(identity);
        }
    }

    public ModelFeatures(DermModel model, ModelFacts facts, Settings settings) {
        this.model = model;
        this.facts = facts;
        this.settings = settings;
    }

    /** Of the pictures, which must not change either, see {@link #identity(ProbeTable)}. */
    @Override
    public List<String> identity() {
        return settings.identity();
    }

    /** Of the table's picture files. */
    public static List<String> identity(ProbeTable table) throws IOException {
        return List.of(Digests.ofFileList(paths(table)));
    }

    private static List<Path> paths(ProbeTable table) {
        return table.rows().stream().map(ProbeTable.Row::path).toList();
    }

    @Override
    public Found of(ProbeTable table, RunFolder run, ProgressReport progress) throws IOException {
        List<Failure> failures = write(table, run, progress);
        float[][] stored = WholeMatrix.read(run.path().resolve(EMBEDDINGS));
        List<Failure> named = new ArrayList<>();
        for (Failure failure : failures) {
            named.add(new Failure(
                    failure.index(), table.rows().get((int) failure.index()).image(), failure.reason()));
        }
        return new Found(Failure.kept(table.rows(), failures), stored, named, origin());
    }

    private List<Failure> write(ProbeTable table, RunFolder run, ProgressReport progress) throws IOException {
        ImageFeature feature = settings.feature();
        ImageFeatures.Settings how = new ImageFeatures.Settings(feature.output(), feature.unit(), settings.batchSize());
        try {
            List<Failure> failures = new ImageFeatures(model, how, progress)
                    .write(run, EMBEDDINGS, settings.pictures().of(paths(table)));
            List<String> names = paths(table).stream().map(Path::toString).toList();
            run.write(METADATA, file -> Metadata.write(file, names, Optional.of(table.table()), failures));
            return failures;
        } catch (NoUsableInputException e) {
            run.abandon();
            throw e;
        }
    }

    private Origin origin() throws IOException {
        ImageFeature feature = settings.feature();
        return new Origin(
                settings.name(),
                Optional.ofNullable(facts.get().digests().get("model")),
                Map.of(
                        "family",
                        feature.family(),
                        FEATURE,
                        told(feature.output(), feature.unit()),
                        TRANSFORM,
                        settings.transform()));
    }

    /** The fact {@link #FEATURE}. */
    static String told(String output, boolean unit) {
        return output + (unit ? UNIT : "");
    }

    /** Whether features of an origin come from pictures that were prepared as their model has it, not as the comparison does. */
    public static boolean isOwnTransform(Origin origin) {
        return OWN_TRANSFORM.equals(origin.facts().get(TRANSFORM));
    }

    /**
     * The image feature that an origin tells of; without a word on it, the probe's.
     *
     * @throws IllegalArgumentException when the model has none of that name
     */
    public static ImageFeature feature(DermModel model, Origin origin) {
        String told = origin.facts().getOrDefault(FEATURE, Tower.PROBE);
        boolean unit = told.endsWith(UNIT);
        String name = unit ? told.substring(0, told.length() - UNIT.length()) : told;
        boolean head = model.description().towers().image().heads().containsKey(name);
        // What lies before a head's projection is no head itself; the probe alone reads it.
        ImageFeature feature = model.imageFeature(head ? name : Tower.PROBE);
        return new ImageFeature(
                feature.family(), feature.benchmark(), feature.output(), unit || feature.unit(), feature.projected());
    }
}
