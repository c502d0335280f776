package org.panderm4j.finetune;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.MetadataVector;
import org.panderm4j.data.table.Split;
import org.panderm4j.embed.TextFeatures;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.run.ProgressReport;

/**
 * Features of metadata by a fine-tuned model.
 *
 * @param table whose cases they are
 * @param vectors by split, where they are not the model's own
 * @param batchSize sentences of one pass
 */
record TunedMetadata(
        OpenFineTuned opened,
        CaseTable table,
        Map<Split, MetadataVector> vectors,
        int batchSize,
        ProgressReport progress) {
    /** By case of the table, null for those that are not asked for; empty where the model sees no metadata. */
    Optional<float[][]> of(int... cases) throws IOException {
        Optional<FusionDesign.Metadata> seen = opened.model().design().metadata();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        List<Case> some = Arrays.stream(cases).mapToObj(table.cases()::get).toList();
        float[][] rows = seen.get().kind() == FusionDesign.Metadata.Kind.TEXT ? sentences(some) : numbers(some);
        float[][] all = new float[table.cases().size()][];
        for (int i = 0; i < rows.length; i++) {
            all[cases[i]] = rows[i];
        }
        return Optional.of(all);
    }

    private float[][] sentences(List<Case> some) throws IOException {
        try (Encoder encoder = opened.towers().text()) {
            TextFeatures features =
                    new TextFeatures(new EncodedTexts(opened.base(), encoder), false, batchSize, progress);
            return Sentences.of(table, some, opened.run().matchesReference()).features(features);
        }
    }

    private float[][] numbers(List<Case> some) throws IOException {
        float[][] rows = new float[some.size()][];
        for (int i = 0; i < rows.length; i++) {
            Case one = some.get(i);
            try {
                rows[i] = vector(one).of(one.metadata());
            } catch (IllegalArgumentException e) {
                throw new IOException(one.table() + ", line " + one.line() + ", " + e.getMessage(), e);
            }
        }
        return rows;
    }

    private MetadataVector vector(Case one) {
        return Optional.ofNullable(vectors.get(one.split()))
                .or(opened.model()::vector)
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected the columns of vectors in " + FineTunedFolder.DESCRIPTION + ", found none"));
    }
}
