package org.panderm4j.finetune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.MetadataVector;
import org.panderm4j.data.table.Split;
import org.panderm4j.embed.NoUsableInputException;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/** Scores cases of a table by a fine-tuned model. */
final class TunedScorer {
    private final OpenFineTuned opened;
    private final CaseTable table;
    private final ScoringOptions options;
    private final TunedFeatures features;
    private final TunedMetadata metadata;

    /**
     * Scores.
     *
     * @param scored cases that could be
     * @param missing of each of them, pictures that were replaced
     */
    record Scores(CaseScorer.Scored scored, List<Set<View>> missing) {}

    /**
     * @param vectors by split, where they are not the model's own
     */
    TunedScorer(
            OpenFineTuned opened,
            CaseTable table,
            ScoringOptions options,
            Map<Split, MetadataVector> vectors,
            ProgressReport progress) {
        this.opened = opened;
        this.table = table;
        this.options = options;
        this.features = new TunedFeatures(opened, new CaseReader(table.cases(), opened.pictures()), options, progress);
        this.metadata = new TunedMetadata(opened, table, vectors, options.batchSize(), progress);
    }

    /**
     * Refuses cases of which none can be scored, by what their table says alone.
     *
     * @throws IOException in one line that says what they lack
     */
    void requireSome(String origin, int... cases) throws IOException {
        if (Arrays.stream(cases).mapToObj(table.cases()::get).noneMatch(this::isEnough)) {
            throw new IOException(origin + ": expected cases with what the model sees ("
                    + words(opened.views()) + " pictures), found none in " + cases.length
                    + "; --missing mean, other or zero puts something in the place of what a case lacks");
        }
    }

    private boolean isEnough(Case one) {
        long named =
                opened.views().stream().filter(view -> view.of(one).isPresent()).count();
        return switch (options.missing()) {
            case SKIP -> named == opened.views().size();
            case OTHER -> named > 0 || opened.views().isEmpty();
            case MEAN, ZERO -> true;
        };
    }

    /**
     * Scores; cases that cannot be are then among the failures of the run.
     *
     * @throws NoUsableInputException when none can be; nothing of the run is left then
     */
    Scores of(RunFolder run, int... cases) throws IOException {
        List<TunedFeatures.Version> versions = features.of(run, metadata.of(cases), cases);
        CaseScorer scorer = new CaseScorer(opened.fusion(), opened.completion(options.missing()), options.batchSize());
        List<CaseScorer.Scored> variants = new ArrayList<>();
        for (TunedFeatures.Version version : versions) {
            variants.add(scorer.of(version, cases));
        }
        CaseScorer.Scored scored = defined(run, new VariantMean(opened.model().design()).of(variants), versions.get(0));
        new LeftOut(table, run)
                .tellOthers(cases, scored.cases(), index -> missing(versions.get(0), index), options.missing());
        if (scored.cases().length == 0) {
            String first = run.failures().list().get(0).reason();
            features.delete(run);
            run.abandon();
            throw new NoUsableInputException(cases.length, first);
        }
        List<Set<View>> missing = Arrays.stream(scored.cases())
                .mapToObj(one -> missing(versions.get(0), one))
                .toList();
        return new Scores(scored, missing);
    }

    private static Set<View> missing(TunedFeatures.Version version, int index) {
        return LeftOut.missing(version.views(), view -> version.of(view, index)[0] != null);
    }

    /** Without cases whose scores are no numbers, as blanks make them where the reference's columns are kept. */
    private CaseScorer.Scored defined(RunFolder run, CaseScorer.Scored scored, TunedFeatures.Version version) {
        int[] kept = IntStream.range(0, scored.cases().length)
                .filter(i -> isDefined(scored.logits()[i]))
                .toArray();
        if (kept.length == scored.cases().length) {
            return scored;
        }
        Set<Integer> places = Arrays.stream(kept).boxed().collect(Collectors.toSet());
        for (int i = 0; i < scored.cases().length; i++) {
            if (!places.contains(i)) {
                int index = scored.cases()[i];
                new LeftOut(table, run)
                        .tell(
                                index,
                                "its scores are no numbers: a field is blank that the model cannot do without, or weights"
                                        + " are damaged");
            }
        }
        int replaced = Math.toIntExact(Arrays.stream(kept)
                .filter(i -> !missing(version, scored.cases()[i]).isEmpty())
                .count());
        return new CaseScorer.Scored(
                Arrays.stream(kept).map(i -> scored.cases()[i]).toArray(),
                Arrays.stream(kept).mapToObj(i -> scored.logits()[i]).toArray(float[][]::new),
                replaced);
    }

    private static boolean isDefined(float... logits) {
        for (float logit : logits) {
            if (Float.isNaN(logit)) {
                return false;
            }
        }
        return true;
    }

    private static String words(Set<View> views) {
        return views.stream().map(View::word).collect(Collectors.joining(" and "));
    }
}
