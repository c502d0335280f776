package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.fusion.FusionInputs;

/** Puts something in the place of features of pictures that cases have not, by a rule. */
final class Completion {
    private final MissingRule rule;
    private final Map<View, float[]> means;

    /**
     * @param means of the training cases' features; of all views that are seen, for {@link MissingRule#MEAN}
     */
    Completion(MissingRule rule, Map<View, float[]> means) {
        this.rule = rule;
        this.means = means.isEmpty() ? Map.of() : new EnumMap<>(means);
    }

    /**
     * Features of cases that can be scored.
     *
     * @param kept places of these cases among those given, ascending
     * @param replaced of these cases, how many had a picture replaced
     */
    record Completed(int[] kept, FusionInputs inputs, int replaced) {}

    /**
     * Completes a batch.
     *
     * @param rows by view, [b][H]; null where a case has no picture that can be used
     * @param metadata [b][width]
     * @param cases b
     */
    Completed of(Map<View, float[][]> rows, Optional<float[][]> metadata, int cases) {
        Map<View, List<float[]>> whole = new EnumMap<>(View.class);
        rows.keySet().forEach(view -> whole.put(view, new ArrayList<>()));
        List<Integer> kept = new ArrayList<>();
        int replaced = 0;
        for (int i = 0; i < cases; i++) {
            Map<View, float[]> one = complete(rows, i);
            if (one.size() == rows.size()) {
                one.forEach((view, row) -> whole.get(view).add(row));
                kept.add(i);
                replaced += isWhole(rows, i) ? 0 : 1;
            }
        }
        int[] places = kept.stream().mapToInt(Integer::intValue).toArray();
        FusionInputs inputs = new FusionInputs(
                of(whole, View.CLINICAL), of(whole, View.DERMOSCOPIC), metadata.map(all -> some(all, places)));
        return new Completed(places, inputs, replaced);
    }

    private static boolean isWhole(Map<View, float[][]> rows, int index) {
        return rows.values().stream().allMatch(view -> view[index] != null);
    }

    private Map<View, float[]> complete(Map<View, float[][]> rows, int index) {
        Map<View, float[]> all = new EnumMap<>(View.class);
        rows.forEach((view, own) -> {
            float[] row = own[index] != null ? own[index] : instead(view, rows, index);
            if (row != null) {
                all.put(view, row);
            }
        });
        return all;
    }

    /** Null where there is nothing. */
    private float[] instead(View view, Map<View, float[][]> rows, int index) {
        return switch (rule) {
            case SKIP -> null;
            case MEAN -> means.get(view);
            case ZERO -> new float[means.get(view).length];
            case OTHER ->
                rows.entrySet().stream()
                        .filter(other -> other.getKey() != view && other.getValue()[index] != null)
                        .map(other -> other.getValue()[index])
                        .findFirst()
                        .orElse(null);
        };
    }

    private static Optional<float[][]> of(Map<View, List<float[]>> whole, View view) {
        return Optional.ofNullable(whole.get(view)).map(rows -> rows.toArray(float[][]::new));
    }

    private static float[][] some(float[][] all, int... places) {
        float[][] some = new float[places.length][];
        for (int i = 0; i < some.length; i++) {
            some[i] = all[places[i]];
        }
        return some;
    }
}
