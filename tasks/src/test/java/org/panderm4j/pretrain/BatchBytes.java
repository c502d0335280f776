package org.panderm4j.pretrain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.augment.Augmentation;
import org.panderm4j.data.augment.Range;
import org.panderm4j.data.augment.TrainTransform;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.Accumulation;
import org.panderm4j.data.sampling.ShuffledEpochs;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.model.PictureWorkers;
import org.panderm4j.nn.clip.PairBatches.Pairs;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.run.Failures;
import org.panderm4j.train.PictureReading;

/** All batches of two epochs, as bytes. */
final class BatchBytes {
    private BatchBytes() {}

    static byte[] of(Path csv, int workers) throws IOException {
        TrainingPairs pairs = TrainingPairs.of(
                Table.read(csv),
                new TrainingPairs.Columns(ImageSource.usual(), List.of("caption", "other"), Optional.empty()));
        RandomStreams streams = new RandomStreams(5);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (StartingPoint start = StartingPoint.anew("panderm-tiny", "90", pairs.allCaptions(), false, streams)) {
            ImageTransform evaluation = start.transform();
            TrainTransform transform = new TrainTransform(
                    evaluation.config(), ColorOrder.SOURCE_MODE, Augmentation.crop(new Range(0.3, 1)));
            Accumulation steps = new Accumulation(new ShuffledEpochs(pairs.size(), 4, streams), 2);
            long last = 2L * steps.stepsPerEpoch();
            try (TrainingBatches batches = new TrainingBatches(
                    pairs,
                    new PairPreparation(pairs, transform, new PictureReading()),
                    new SkippedInputs(new Failures()),
                    new TrainingBatches.Texts(start.tokenizer(), start.stem().end()),
                    evaluation.config(),
                    new TrainingBatches.Order(steps, streams, last, 3),
                    new PictureWorkers(workers))) {
                DataOutputStream out = new DataOutputStream(bytes);
                for (long step = 0; step < last; step++) {
                    for (int ask = 0; ask < 2 * batches.parts(step); ask++) {
                        write(batches.part(step, ask % batches.parts(step)), out);
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void write(Pairs<Batch, Batch> pairs, DataOutputStream out) throws IOException {
        for (float[] picture : ((Batch.Images) pairs.images()).pixels()) {
            for (float value : picture) {
                out.writeFloat(value);
            }
        }
        for (int[] row : ((Batch.Texts) pairs.texts()).ids()) {
            for (int id : row) {
                out.writeInt(id);
            }
        }
    }
}
