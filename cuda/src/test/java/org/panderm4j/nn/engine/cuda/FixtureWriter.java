package org.panderm4j.nn.engine.cuda;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.reference.DoubleTower;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Writes the fixtures: most by plain loops in double precision, the others by the engine onednn in float32. */
public final class FixtureWriter {
    private FixtureWriter() {}

    /**
     * Writes them all.
     *
     * @param arguments the folder to write into
     */
    public static void main(String... arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, Tower> entry : CheckedTowers.all().entrySet()) {
            String name = entry.getKey();
            Tower tower = entry.getValue();
            Batch batch = DrawnBatches.of(tower, CheckedTowers.batch(name));
            Weights weights = new DrawnWeights(tower);
            Map<String, double[]> outputs = source(name)
                    .map(engine -> engine(engine, tower, weights, batch))
                    .orElseGet(() -> loops(tower, weights, batch));
            for (String head : tower.heads().keySet()) {
                Fixtures.write(folder, name, head, outputs.get(head));
            }
            Fixtures.write(folder, name, CheckedTowers.INNER, Fixtures.sample(outputs.get(CheckedTowers.INNER)));
        }
    }

    /** An engine, where loops are too slow, or end in no number: for a text of nothing but padding, which BERT's batch has. */
    private static Optional<String> source(String tower) {
        return switch (tower) {
            case CheckedTowers.VIT_B, CheckedTowers.VIT_L, CheckedTowers.BERT, CheckedTowers.JOINT ->
                Optional.of("onednn");
            default -> Optional.empty();
        };
    }

    static Map<String, double[]> loops(Tower tower, Weights weights, Batch batch) {
        Map<String, double[]> values = new HashMap<>();
        for (String name : weights.names()) {
            long size = 1;
            for (long axis : weights.shape(name)) {
                size *= axis;
            }
            FloatBuffer buffer = FloatBuffer.allocate(Math.toIntExact(size));
            weights.copy(name, buffer);
            values.put(name, Errors.wide(buffer.array()));
        }
        return new DoubleTower(tower, values).run(batch);
    }

    private static Map<String, double[]> engine(String engine, Tower tower, Weights weights, Batch batch) {
        List<String> names = new ArrayList<>(tower.heads().keySet());
        names.add(CheckedTowers.INNER);
        Map<String, double[]> outputs = new HashMap<>();
        try (Encoder encoder = Engines.open(tower, weights, "", new EngineOptions(engine, Precision.F32, 0))) {
            encoder.encode(batch, names).forEach((name, tensor) -> outputs.put(name, Errors.wide(tensor.values())));
        }
        return outputs;
    }
}
