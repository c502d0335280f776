package org.panderm4j.finetune;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.MetadataVector;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.table.Split;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionInitialWeights;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/** Makes what a run needs before its first step. */
final class Setup {
    private final FinetuneTask.Inputs inputs;
    private final FinetuneOptions options;
    private final Map<Split, MetadataVector> vectors;
    private final CaseReader reader;

    private Setup(
            FinetuneTask.Inputs inputs,
            FinetuneOptions options,
            Map<Split, MetadataVector> vectors,
            CaseReader reader) {
        this.inputs = inputs;
        this.options = options;
        this.vectors = vectors;
        this.reader = reader;
    }

    /**
     * Chooses how metadata become numbers.
     *
     * @throws IOException in one line when they cannot
     */
    static Setup of(FinetuneTask.Inputs inputs, FinetuneOptions options) throws IOException {
        return new Setup(
                inputs,
                options,
                vectors(inputs.table(), options),
                new CaseReader(inputs.table().cases(), inputs.pictures()));
    }

    /** By split; all alike unless they are the reference's. Empty unless metadata come as vectors. */
    private static Map<Split, MetadataVector> vectors(CaseTable table, FinetuneOptions options) throws IOException {
        if (options.fusion().metadata() != FusionOptions.Metadata.VECTOR) {
            return Map.of();
        }
        if (options.reference()) {
            return table.metadata().reference(table.cases());
        }
        MetadataVector fitted = table.metadata().fit(table.of(Split.TRAIN));
        Map<Split, MetadataVector> all = new EnumMap<>(Split.class);
        table.cases().forEach(one -> all.put(one.split(), fitted));
        return all;
    }

    Map<Split, MetadataVector> vectors() {
        return vectors;
    }

    /** One line on words that no training case has, unless metadata are read as the reference reads them. */
    Optional<String> unknownWords() {
        return Optional.ofNullable(vectors.getOrDefault(Split.TRAIN, null))
                .filter(vector -> !options.reference())
                .flatMap(vector -> vector.unknown(inputs.table().cases()));
    }

    /** Opens where features come from; computes those of towers that are not trained. */
    Sources sources(RunFolder run, ProgressReport progress) throws IOException {
        return new SourceOpener(inputs.model(), inputs.table(), reader, options, vectors, progress).open(run);
    }

    /**
     * Refuses what cannot be trained by what the table says alone, before pictures are opened.
     *
     * @throws IOException in one line when there is nothing to train on, or nothing to watch
     * @throws IllegalArgumentException when a network of that shape cannot be, or a tower not be trained so far
     */
    void requireSome() throws IOException {
        requireTowers();
        design(options);
        selection(index -> options.fusion().views().stream()
                .allMatch(view -> view.of(inputs.table().cases().get(index)).isPresent()));
    }

    private void requireTowers() {
        TowerOptions towers = options.towers();
        for (View view : options.fusion().views()) {
            new TowerFit(inputs.model().image(), view.word()).require(towers.of(view), towers.lora());
        }
        if (options.fusion().metadata() == FusionOptions.Metadata.TEXT) {
            new TowerFit(inputs.model().text(), FineTuned.TEXT).require(towers.text(), towers.lora());
        }
    }

    private Selection selection(IntPredicate whole) throws IOException {
        Selection selection = Selection.of(inputs.table(), whole);
        selection.require(inputs.table(), options.steps().monitor());
        return selection;
    }

    /**
     * Which cases are for what; those of training and validation that are left out are then among the failures of the run.
     *
     * @throws IOException in one line when there is nothing to train on, or nothing to watch
     */
    Selection selection(Sources sources, RunFolder run) throws IOException {
        CaseTable table = inputs.table();
        Selection selection = selection(index -> sources.missing(index).isEmpty());
        for (int index = 0; index < table.cases().size(); index++) {
            if (table.cases().get(index).split() != Split.TEST) {
                new LeftOut(table, run).tell(index, sources.missing(index), "");
            }
        }
        return selection;
    }

    /**
     * A network that has learned nothing.
     *
     * @param own options of its shape and its threads
     */
    FusionNetwork fusion(FinetuneOptions own) {
        FusionDesign design = design(own);
        RandomStreams streams = new RandomStreams(own.seed());
        return FusionNetwork.open(
                design,
                new FusionInitialWeights(design, name -> streams.stream("initial." + name)),
                FusionNetwork.Options.withThreads(own.threads()));
    }

    /** The shape of its fusion network. */
    FusionDesign design(FinetuneOptions own) {
        int metadataWidth = switch (own.fusion().metadata()) {
            case NONE -> 0;
            case TEXT -> inputs.model().textWidth();
            case VECTOR -> vectors.values().iterator().next().layout().size();
        };
        return Design.of(own.fusion(), inputs.model().imageWidth(), metadataWidth, inputs.table());
    }

    /** All of a run. */
    Parts parts(FinetuneOptions own, Sources sources, Selection selection, FusionNetwork fusion) {
        return new Parts(inputs.table(), reader, own, sources, selection, fusion);
    }
}
