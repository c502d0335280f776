package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.embed.NoUsableInputException;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/**
 * Features of cases' pictures by a fine-tuned model, computed once and kept in the run folder, where an interrupted run goes on.
 *
 * @param reader of the cases' pictures
 */
record TunedFeatures(OpenFineTuned opened, CaseReader reader, ScoringOptions options, ProgressReport progress) {
    /**
     * All features of one version.
     *
     * @param rows by view and case of the table; null where a case has no picture that can be used
     * @param metadata by case; empty where they are not seen
     */
    record Version(Map<View, float[][]> rows, Optional<float[][]> metadata) implements CaseScorer.Features {
        @Override
        public Set<View> views() {
            return rows.keySet();
        }

        @Override
        public float[][] of(View view, int... cases) {
            return some(rows.get(view), cases);
        }

        @Override
        public Optional<float[][]> metadata(int... cases) {
            return metadata.map(all -> some(all, cases));
        }

        private static float[][] some(float[][] all, int... cases) {
            return Arrays.stream(cases).mapToObj(one -> all[one]).toArray(float[][]::new);
        }
    }

    /**
     * Features of the plain pictures, or of each variant; pictures that cannot be used are then among the failures of the run.
     *
     * @param metadata by case
     */
    List<Version> of(RunFolder run, Optional<float[][]> metadata, int... cases) throws IOException {
        Map<View, float[][][]> rows = new EnumMap<>(View.class);
        try (LazyEncoder base = new LazyEncoder(opened.base()::imageEncoder)) {
            for (View view : opened.views()) {
                if (opened.towers().mode(view).learns()) {
                    try (LazyEncoder own = new LazyEncoder(() -> opened.towers().image(view))) {
                        rows.put(view, rows(run, view, own, cases));
                    }
                } else {
                    rows.put(view, rows(run, view, base, cases));
                }
            }
        }
        List<Version> versions = new ArrayList<>();
        for (int version = 0; version < versions(); version++) {
            Map<View, float[][]> own = new EnumMap<>(View.class);
            for (Map.Entry<View, float[][][]> one : rows.entrySet()) {
                own.put(one.getKey(), one.getValue()[version]);
            }
            versions.add(new Version(own, metadata));
        }
        return versions;
    }

    private int versions() {
        return options.variants() ? reader.pictures().versions() : 1;
    }

    /** [version][case]; of a case either all versions are there or none. */
    private float[][][] rows(RunFolder run, View view, LazyEncoder encoder, int... cases) throws IOException {
        int[] left = usable(cases, index -> view.of(reader.cases().get(index)).isPresent());
        float[][][] rows = new float[versions()][reader.cases().size()][];
        for (int version = 0; version < rows.length; version++) {
            float[][] own = rows[version];
            float[][] made = computed(run, view, version, encoder, left);
            for (int i = 0; i < left.length; i++) {
                own[left[i]] = made[i];
            }
            left = usable(left, index -> own[index] != null);
        }
        float[][] last = rows[rows.length - 1];
        for (float[][] version : rows) {
            for (int i = 0; i < version.length; i++) {
                version[i] = last[i] == null ? null : version[i];
            }
        }
        return rows;
    }

    private static int[] usable(int[] cases, IntPredicate wanted) {
        return IntStream.of(cases).filter(wanted).toArray();
    }

    private float[][] computed(RunFolder run, View view, int version, LazyEncoder encoder, int... cases)
            throws IOException {
        if (cases.length == 0) {
            return new float[0][];
        }
        FrozenFeatures features =
                new FrozenFeatures(opened.base().image(), encoder, options.batchSize(), options.workers(), progress);
        List<PictureChoice> choices =
                IntStream.of(cases).mapToObj(index -> choice(index, version)).toList();
        try {
            return features.of(run, name(view, version), reader, view, choices);
        } catch (NoUsableInputException e) {
            return new float[cases.length][]; // they are among the failures; a rule may do without them
        }
    }

    private String name(View view, int version) {
        return options.variants() ? view.word() + "-variant-" + version : view.word();
    }

    /** Both pictures of a case have the same draws. */
    private PictureChoice choice(int index, int version) {
        RandomStreams streams = new RandomStreams(options.seed());
        return options.variants()
                ? new PictureChoice(
                        index, new PictureChoice.Version.OfTest(version, () -> streams.stream("test-variant", index)))
                : PictureChoice.plain(index);
    }

    /** Takes all of them out of a run that has come to nothing. */
    void delete(RunFolder run) throws IOException {
        for (View view : opened.views()) {
            for (int version = 0; version < versions(); version++) {
                Files.deleteIfExists(run.path().resolve(FrozenFeatures.FOLDER + name(view, version) + ".npy"));
            }
        }
    }
}
