package org.panderm4j.finetune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.fusion.FusionNetwork;

/** Scores cases: features of each modality, what is missing completed, and the fusion on top. */
final class CaseScorer {
    private final FusionNetwork fusion;
    private final Completion completion;
    private final int batchSize;

    /** Gives features of cases. */
    interface Features {
        /** Views that the fusion sees. */
        Iterable<View> views();

        /** [b][H]; null where a case has no picture that can be used. */
        float[][] of(View view, int... cases) throws IOException;

        /** [b][width]; empty where the fusion sees no metadata. */
        Optional<float[][]> metadata(int... cases);
    }

    /**
     * Scored cases.
     *
     * @param cases their numbers
     * @param logits [n][of all outputs]
     * @param replaced of these cases, how many had a picture replaced
     */
    record Scored(int[] cases, float[][] logits, int replaced) {}

    /**
     * @param batchSize cases of one pass
     */
    CaseScorer(FusionNetwork fusion, Completion completion, int batchSize) {
        this.fusion = fusion;
        this.completion = completion;
        this.batchSize = batchSize;
    }

    /** Scores them in order; those that cannot be are left out. */
    Scored of(Features features, int... cases) throws IOException {
        List<Integer> kept = new ArrayList<>();
        List<float[]> logits = new ArrayList<>();
        int replaced = 0;
        for (int from = 0; from < cases.length; from += batchSize) {
            int[] some = Arrays.copyOfRange(cases, from, Math.min(from + batchSize, cases.length));
            Map<View, float[][]> rows = new EnumMap<>(View.class);
            for (View view : features.views()) {
                rows.put(view, features.of(view, some));
            }
            Completion.Completed completed = completion.of(rows, features.metadata(some), some.length);
            if (completed.kept().length > 0) {
                Arrays.stream(completed.kept()).forEach(place -> kept.add(some[place]));
                logits.addAll(List.of(fusion.logits(completed.inputs())));
                replaced += completed.replaced();
            }
        }
        return new Scored(
                kept.stream().mapToInt(Integer::intValue).toArray(), logits.toArray(float[][]::new), replaced);
    }
}
