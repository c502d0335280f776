package org.panderm4j.embed;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.run.ProgressReport;

/** Embeddings of many texts. Texts of like length share a batch, so that padding is hardly computed. */
public final class TextFeatures {
    private final TextSource source;
    private final boolean normalize;
    private final int batchSize;
    private final ProgressReport progress;

    /** @param batchSize texts in one pass of the network */
    public TextFeatures(DermModel model, boolean normalize, int batchSize, ProgressReport progress) {
        this(
                new TextSource() {
                    @Override
                    public int[][] ids(List<String> texts) throws IOException {
                        return model.tokenizer().rows(texts);
                    }

                    @Override
                    public TextEnd end() {
                        return model.textStem().end();
                    }

                    @Override
                    public float[][] features(Batch.Texts texts) {
                        return model.textFeatures(texts);
                    }
                },
                normalize,
                batchSize,
                progress);
    }

    /** What makes features of texts, if it is not a model as it came. */
    public interface TextSource {
        /** Token ids, one row a text. */
        int[][] ids(List<String> texts) throws IOException;

        /** Where a row ends. */
        TextEnd end();

        /** Of one batch, [b][E]. */
        float[][] features(Batch.Texts texts);
    }

    /** By another source. */
    public TextFeatures(TextSource source, boolean normalize, int batchSize, ProgressReport progress) {
        this.source = source;
        this.normalize = normalize;
        this.batchSize = batchSize;
        this.progress = progress;
    }

    /** One embedding for each text, in their order, [texts][E]. */
    public float[][] of(List<String> texts) throws IOException {
        return of(source.ids(texts));
    }

    /** One embedding for each row of token ids, in their order, [rows][E]. */
    public float[][] of(int[][] ids) {
        TextEnd end = source.end();
        int[] order = IntStream.range(0, ids.length)
                .boxed()
                .sorted(Comparator.comparingInt(row -> end.length(ids[row])))
                .mapToInt(Integer::intValue)
                .toArray();
        float[][] features = new float[ids.length][];
        ProgressReport.Step step = progress.begin("texts", "texts", ids.length);
        for (int from = 0; from < order.length; from += batchSize) {
            int[] rows = Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length));
            float[][] batch = source.features(new Batch.Texts(
                    Arrays.stream(rows).mapToObj(row -> ids[row]).toArray(int[][]::new)));
            for (int i = 0; i < rows.length; i++) {
                requireFinite(batch[i], rows[i]);
                features[rows[i]] = normalize ? Vectors.unit(batch[i]) : batch[i];
            }
            step.reach(from + rows.length);
        }
        return features;
    }

    private static void requireFinite(float[] feature, int row) {
        if (!Vectors.isFinite(feature)) {
            throw new IllegalArgumentException("text " + (row + 1)
                    + ": its feature is not finite; the model's weights are damaged, or too large for the precision");
        }
    }
}
