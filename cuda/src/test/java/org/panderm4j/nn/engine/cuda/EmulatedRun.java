package org.panderm4j.nn.engine.cuda;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.tower.Tower;

/** What {@link CudaEncoder} does with a batch, on an {@link EmulatedCard}. */
final class EmulatedRun {
    private static final int ROOM = 96 << 20;

    private final Tower tower;
    private final Arithmetic arithmetic;
    private final EmulatedCard card = new EmulatedCard(ROOM);
    private final TowerWeights weights;

    EmulatedRun(Tower tower, Precision precision) {
        this.tower = tower;
        this.arithmetic = Arithmetic.of(precision);
        this.weights = TowerWeights.read(tower, new Parameters(new DrawnWeights(tower), "", card), arithmetic);
    }

    /**
     * Values of each output in the order of the batch.
     *
     * @param tokens of a part at most
     */
    Map<String, float[]> encode(Batch batch, List<String> outputs, int tokens) {
        Map<String, float[]> values = new HashMap<>();
        Outputs named = new Outputs(tower, outputs);
        for (Part part : new Parts(tower).of(batch, outputs, tokens)) {
            TowerProgram program = new TowerProgram(tower, weights, arithmetic, part.shape(), new Operations(card));
            long address = card.take(program.bytes(), "activations");
            program.place(address);
            program.inputs().write(part, (offset, count) -> card.bytes(program.target() + offset, count));
            Sink sink = (name, at, count) -> {
                if (outputs.contains(name)) {
                    put(values, name, batch.size(), part, card.get(Element.F32, at, count));
                }
            };
            program.queue(named.stay() ? Sink.NONE : sink);
            if (named.stay()) {
                outputs.forEach(name ->
                        sink.take(name, program.output(name), count(named.inner(name, part.shape()), part)));
            }
            card.give(address);
        }
        return values;
    }

    private static long count(long[] inner, Part part) {
        long count = part.shape().sequences();
        for (long axis : inner) {
            count *= axis;
        }
        return count;
    }

    private static void put(Map<String, float[]> values, String name, int batch, Part part, float... rows) {
        int each = rows.length / part.shape().sequences();
        float[] all = values.computeIfAbsent(name, any -> new float[batch * each]);
        for (int i = 0; i < part.origins().length; i++) {
            System.arraycopy(rows, i * each, all, part.origins()[i] * each, each);
        }
    }
}
