package org.panderm4j.finetune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.MetadataVector;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.table.Split;
import org.panderm4j.embed.TextFeatures;
import org.panderm4j.nn.backprop.FrozenTensors;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.run.Failure;
import org.panderm4j.run.OpenResources;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/** Opens where a run's features come from: computes those of towers that are not trained, and loads those that are. */
final class SourceOpener {
    private final BaseModel model;
    private final CaseTable table;
    private final CaseReader reader;
    private final FinetuneOptions options;
    private final Map<Split, MetadataVector> vectors;
    private final ProgressReport progress;
    private final RandomStreams streams;

    /**
     * @param vectors by split; empty unless metadata come as vectors
     */
    SourceOpener(
            BaseModel model,
            CaseTable table,
            CaseReader reader,
            FinetuneOptions options,
            Map<Split, MetadataVector> vectors,
            ProgressReport progress) {
        this.model = model;
        this.table = table;
        this.reader = reader;
        this.options = options;
        this.vectors = vectors;
        this.progress = progress;
        this.streams = new RandomStreams(options.seed());
    }

    /** Opens all; pictures that cannot be used are then among the failures of the run. */
    Sources open(RunFolder run) throws IOException {
        OpenResources opened = new OpenResources();
        try {
            TrainedTower towers =
                    new TrainedTower(model, opened.add(new FrozenTensors(model.weights())), options.towers(), streams);
            Map<View, ViewSource> views = new EnumMap<>(View.class);
            try (LazyEncoder encoder = new LazyEncoder(model::imageEncoder)) {
                for (View view : options.fusion().views()) {
                    requireSome(view);
                    views.put(
                            view,
                            opened.add(
                                    options.towers().of(view).learns()
                                            ? trained(run, view, towers)
                                            : frozen(run, view, encoder)));
                }
            }
            Optional<MetadataSource> metadata = metadata(towers);
            metadata.ifPresent(opened::add);
            return new Sources(views, metadata, opened);
        } catch (IOException | RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private void requireSome(View view) throws IOException {
        if (table.cases().stream().noneMatch(one -> view.of(one).isPresent())) {
            throw new IOException(table.files().get(0) + ": expected " + view.word() + " pictures, found no case of "
                    + table.dataSet() + " that names one; leave that view out");
        }
    }

    private ViewSource trained(RunFolder run, View view, TrainedTower towers) throws IOException {
        PictureFeatures features =
                new PictureFeatures(reader, options.featureBatch(), options.workers(), SourceOpener::refuse);
        boolean[] usable = new PictureCheck(reader, options.workers(), progress).of(view, run.failures()::add);
        return new TrainedView(view, towers.image(view), features, usable);
    }

    /** Bad ones were found when the run began: this one has become bad, and its case counts on it. */
    private static void refuse(Failure failure) {
        IOException changed = CaseReader.changed(failure);
        throw new UncheckedIOException(changed.getMessage(), changed);
    }

    private ViewSource frozen(RunFolder run, View view, LazyEncoder encoder) throws IOException {
        FrozenFeatures features =
                new FrozenFeatures(model.image(), encoder, options.featureBatch(), options.workers(), progress);
        float[][][] versions = new float[options.versions() + 1][][];
        int[] named = IntStream.range(0, table.cases().size())
                .filter(index -> view.of(table.cases().get(index)).isPresent())
                .toArray();
        versions[0] = placed(named, features.of(run, view.word(), reader, view, choices(named, PictureChoice::plain)));
        for (int version = 1; version <= options.versions(); version++) {
            int number = version;
            float[][] plain = versions[0];
            int[] learned = IntStream.of(named)
                    .filter(index ->
                            plain[index] != null && table.cases().get(index).split() == Split.TRAIN)
                    .toArray();
            List<PictureChoice> choices = choices(learned, index -> augmented(index, number));
            versions[version] = placed(learned, features.of(run, view.word() + "-" + version, reader, view, choices));
        }
        return new FrozenView(versions);
    }

    /** Both views of a case have the same draws. */
    private PictureChoice augmented(int index, int version) {
        Supplier<RandomGenerator> draws = () -> streams.stream("augment", index, version);
        return PictureChoice.of(index, Optional.of(draws));
    }

    private static List<PictureChoice> choices(int[] cases, IntFunction<PictureChoice> choice) {
        return IntStream.of(cases).mapToObj(choice).toList();
    }

    private float[][] placed(int[] cases, float[]... rows) {
        float[][] all = new float[table.cases().size()][];
        for (int i = 0; i < cases.length; i++) {
            all[cases[i]] = rows[i];
        }
        return all;
    }

    private Optional<MetadataSource> metadata(TrainedTower towers) throws IOException {
        return switch (options.fusion().metadata()) {
            case NONE -> Optional.empty();
            case VECTOR -> Optional.of(new FixedMetadata(vectors()));
            case TEXT -> Optional.of(options.towers().text().learns() ? trainedText(towers) : frozenText());
        };
    }

    private float[][] vectors() throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (Case one : table.cases()) {
            MetadataVector vector = vectors.get(one.split());
            float[] row = vector.of(one.metadata());
            requireNumbers(one, vector, row);
            rows.add(row);
        }
        return rows.toArray(float[][]::new);
    }

    /** The reference makes NaN of some blanks, and its training ends with them. */
    private static void requireNumbers(Case one, MetadataVector vector, float... row) throws IOException {
        for (int i = 0; i < row.length; i++) {
            if (!Float.isFinite(row[i])) {
                throw new IOException(one.table() + ", line " + one.line() + ": expected a number in column "
                        + vector.columns().get(i)
                        + ", of which the reference makes part of a vector, found none; fill it"
                        + " in, or leave out --match-reference");
            }
        }
    }

    private MetadataSource trainedText(TrainedTower towers) throws IOException {
        int[][] ids = model.tokenizer().rows(sentences().all());
        return new TrainedText(towers.text(), ids, model.textEnd(), options.featureBatch());
    }

    private MetadataSource frozenText() throws IOException {
        try (Encoder encoder = model.textEncoder()) {
            TextFeatures features =
                    new TextFeatures(new EncodedTexts(model, encoder), false, options.featureBatch(), progress);
            return new FixedMetadata(sentences().features(features));
        }
    }

    private Sentences sentences() {
        return Sentences.of(table, table.cases(), options.reference());
    }
}
