package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.panderm4j.data.npy.WholeMatrix;
import org.panderm4j.embed.ImageFeatures;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/** Features of pictures by a tower that is not trained, computed once and kept in {@code features/} of the run folder. */
final class FrozenFeatures {
    static final String FOLDER = "features/";

    private final Tower tower;
    private final Supplier<Encoder> encoder;
    private final int batchSize;
    private final int threads;
    private final ProgressReport progress;

    /**
     * @param tower with one head, {@link Tower#FINETUNE}
     * @param encoder of this tower; closed by the caller
     * @param batchSize pictures of one pass
     * @param threads that open pictures
     */
    FrozenFeatures(Tower tower, Supplier<Encoder> encoder, int batchSize, int threads, ProgressReport progress) {
        this.tower = tower;
        this.encoder = encoder;
        this.batchSize = batchSize;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Computes them, or goes on where an interrupted run was.
     *
     * @param name of the file without its ending, e.g. {@code clinical}
     * @return for each choice a feature, or null where the picture cannot be used, which is then among the run's failures
     */
    float[][] of(RunFolder run, String name, CaseReader reader, View view, List<PictureChoice> choices)
            throws IOException {
        String file = FOLDER + name + ".npy";
        ImageFeatures features = new ImageFeatures(
                tower, encoder, new ImageFeatures.Settings(Tower.FINETUNE, false, batchSize), progress);
        List<Failure> failures = features.write(run, file, new CaseInputs(reader, view, choices, threads));
        return rows(run.path().resolve(file), choices.size(), failures);
    }

    private static float[][] rows(Path file, int inputs, List<Failure> failures) throws IOException {
        float[][] stored = WholeMatrix.read(file);
        Set<Long> failed = failures.stream().map(Failure::index).collect(Collectors.toSet());
        List<float[]> rows = new ArrayList<>(inputs);
        int next = 0;
        for (long i = 0; i < inputs; i++) {
            if (failed.contains(i)) {
                rows.add(null);
            } else {
                rows.add(stored[next++]);
            }
        }
        return rows.toArray(float[][]::new);
    }
}
