package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.model.DermModel;
import org.panderm4j.model.ImageFeature;
import org.panderm4j.model.Transforms;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.probe.ColumnFeatures;
import org.panderm4j.probe.FeatureSource;
import org.panderm4j.probe.ModelFeatures;
import org.panderm4j.probe.ProbeTask;
import org.panderm4j.probe.StoredFeatures;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.run.RunFacts;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where the features of a probe come from. */
final class FeatureOptions {
    @ArgGroup(multiplicity = "1")
    private Source source;

    @Mixin
    private ModelOptions.ModelDetails details;

    @Option(
            names = "--transform",
            paramLabel = "KIND",
            description = {
                "probe or model (default: probe): the published comparison's transform, the same for every",
                "model (RGB, shorter side to 256, bilinear, middle 224), or the model's own."
            })
    private Kind transform;

    /** Whose transform. */
    enum Kind {
        PROBE,
        MODEL
    }

    /** One of the three places that features come from. */
    private static final class Source {
        @Option(
                names = "--model",
                paramLabel = "M",
                description = "Compute them: demo, a folder, a checkpoint file, hf-hub:OWNER/NAME, or a short name.")
        private String model;

        @Option(
                names = "--embeddings",
                paramLabel = "DIR",
                description = "Take them from what 'panderm embed' or an earlier probe (its features/) has written.")
        private Path embeddings;

        @Option(
                names = "--columns",
                split = ",",
                paramLabel = "C1,C2,...",
                description = "Make them of columns of the table, such as age,sex,site: what the metadata alone tell.")
        private List<String> columns;
    }

    /** A source with what belongs to it. */
    static final class Opened implements AutoCloseable {
        private final DermModel model; // null without
        private final FeatureSource features;
        private final ProbeTask.Facts facts;
        private final List<String> identity;

        private Opened(DermModel model, FeatureSource features, ProbeTask.Facts facts, List<String> identity) {
            this.model = model;
            this.features = features;
            this.facts = facts;
            this.identity = List.copyOf(identity);
        }

        FeatureSource features() {
            return features;
        }

        ProbeTask.Facts facts() {
            return facts;
        }

        /** What must be the same when a run goes on. */
        List<String> identity() {
            return identity;
        }

        @Override
        public void close() {
            if (model != null) {
                model.close();
            }
        }
    }

    /** Refuses what would be read and ignored. */
    void check(WrittenOptions written) {
        written.onlyWith(source.model != null, "--model", "--transform");
        details.onlyWithModel(source.model != null, written);
    }

    /** Opens the source for a table's pictures; the caller closes it. */
    Opened open(ProbeTable table, CommonOptions common, Console console) throws IOException {
        if (source.model != null) {
            return ofModel(table, common, console);
        }
        EngineNotes.tell(common, console);
        Nd4jBackend.useThreads(common.threads());
        FeatureSource features =
                source.embeddings != null ? new StoredFeatures(source.embeddings) : new ColumnFeatures(source.columns);
        Map<String, String> versions = Map.of("backend", Nd4jBackend.name());
        return new Opened(null, features, digests -> new RunFacts(versions, digests), features.identity());
    }

    private Opened ofModel(ProbeTable table, CommonOptions common, Console console) throws IOException {
        DermModel model = ModelOptions.of(source.model, details).open(common, console);
        try {
            ImageTransform pictures =
                    transform == Kind.MODEL ? model.transform() : Transforms.probe(model.description());
            ModelFeatures.Settings settings = new ModelFeatures.Settings(
                    source.model,
                    feature(model),
                    transform == Kind.MODEL ? ModelFeatures.OWN_TRANSFORM : told(pictures),
                    ModelOptions.identity(model),
                    common.batchSize(),
                    files -> common.pictures(files, pictures));
            ModelFacts facts = ModelFacts.of(model.files(), model.versions());
            List<String> identity = new ArrayList<>(settings.identity());
            identity.addAll(ModelFeatures.identity(table));
            return new Opened(
                    model,
                    new ModelFeatures(model, facts, settings),
                    digests -> facts.get(new TreeMap<>(digests)),
                    identity);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private ImageFeature feature(DermModel model) {
        try {
            return model.imageFeature(Tower.PROBE);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--model " + source.model + ": " + e.getMessage());
        }
    }

    private static String told(ImageTransform transform) {
        return String.format(
                Locale.ROOT,
                "probe: RGB, shorter side to %d, bilinear, middle %d",
                transform.config().resize(),
                transform.config().width());
    }
}
