package org.panderm4j.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Timing;
import org.panderm4j.nn.tower.Tower;

/** The model once for every entry, weights loaded; owns them until it is closed. */
final class Contestants implements AutoCloseable {
    private final List<DermModel> models = new ArrayList<>();

    private Contestants() {}

    static Contestants load(List<Entry> entries, BenchTask.Models source) throws IOException {
        Contestants all = new Contestants();
        try {
            for (Entry entry : entries) {
                DermModel model = source.open(entry);
                all.models.add(model);
                model.imageEncoder();
            }
            return all;
        } catch (IOException | RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    /** Any of them, for what is the same in all. */
    DermModel first() {
        return models.get(0);
    }

    /** One for each entry, in their order: a batch through the image tower, as {@code embed} has it done. */
    List<Timing> timings(Batch.Images batch) {
        return models.stream()
                .map(model -> new Timing(() -> model.imageEncoder().features(batch, Tower.EMBEDDING)))
                .toList();
    }

    @Override
    public void close() {
        models.forEach(DermModel::close);
    }
}
