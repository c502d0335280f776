package org.panderm4j.nn.engine.cuda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.Tensor;

/** Outputs on their way back, and put together in the order of the batch. */
final class Results {
    private final int batch;
    private final List<String> wanted;
    private final Downlink way;
    private final List<Piece> pieces = new ArrayList<>();
    private long used;

    /** An output of some sequences, at an offset of the host's memory. */
    private record Piece(String name, int[] origins, long at, int values, long... inner) {}

    /**
     * @param way with room for all outputs
     */
    Results(int batch, List<String> wanted, Downlink way) {
        this.batch = batch;
        this.wanted = List.copyOf(wanted);
        this.way = way;
    }

    /**
     * Queues the way back of one output of some sequences.
     *
     * @param address on the card, float32
     * @param inner shape of one sequence's value
     */
    void take(String name, int[] origins, long address, long... inner) {
        int values = 1;
        for (long axis : inner) {
            values = Math.multiplyExact(values, Math.toIntExact(axis));
        }
        long bytes = (long) values * origins.length * Float.BYTES;
        way.fetch(address, used, bytes);
        pieces.add(new Piece(name, origins, used, values, inner));
        used += Memory.aligned(bytes);
    }

    /** All of them, in the order in which they were asked for; to be called when everything queued is done. */
    Map<String, Tensor> tensors() {
        Map<String, float[]> values = new LinkedHashMap<>();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            float[] target =
                    values.computeIfAbsent(piece.name(), any -> new float[Math.multiplyExact(batch, piece.values())]);
            shapes.putIfAbsent(piece.name(), shape(piece.inner()));
            for (int i = 0; i < piece.origins().length; i++) {
                long from = piece.at() + (long) i * piece.values() * Float.BYTES;
                way.bytes(from, piece.values() * Float.BYTES)
                        .asFloatBuffer()
                        .get(target, piece.origins()[i] * piece.values(), piece.values());
            }
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        wanted.forEach(name -> tensors.put(name, new Tensor(values.get(name), shapes.get(name))));
        return tensors;
    }

    private long[] shape(long... inner) {
        long[] shape = new long[inner.length + 1];
        shape[0] = batch;
        System.arraycopy(inner, 0, shape, 1, inner.length);
        return shape;
    }
}
