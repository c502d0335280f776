package org.panderm4j.nn.lora;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Weights with adapters added, W + (alpha / r) B A, so that any engine runs the adapted tower at the speed of the plain one. */
public final class MergedWeights implements Weights {
    private final Weights base;
    private final Adapters adapters;
    /** What is added, by the name of the tensor in {@link #base}. */
    private final Map<String, List<Addend>> addends = new HashMap<>();

    /**
     * @param base of the tower, and whatever else is in it; must stay readable
     * @param prefix of the tower's parameters in it, with its dot, e.g. {@code image.}
     * @throws IllegalArgumentException when the tower lacks a block or a target, or an adapter is missing or mis-shaped
     */
    public MergedWeights(Tower tower, Weights base, String prefix, Adapters adapters) {
        this.base = base;
        this.adapters = adapters;
        Lora lora = adapters.lora();
        lora.shapes(tower)
                .forEach((name, shape) -> WeightCheck.require(adapters.values(), adapters.prefix() + name, shape));
        for (int i = 0; i < tower.blocks().size(); i++) {
            String block = ParameterNames.block(i);
            for (LoraTarget target : lora.targets()) {
                if (lora.adapts(i) && target.isIn(tower.blocks().get(i))) {
                    addends.computeIfAbsent(prefix + block + target.weight(), any -> new ArrayList<>())
                            .add(new Addend(adapters.prefix() + block, target));
                }
            }
        }
    }

    /** An adapter, and the prefix of its block. */
    private record Addend(String block, LoraTarget target) {}

    @Override
    public Set<String> names() {
        return base.names();
    }

    @Override
    public long[] shape(String name) {
        return base.shape(name);
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        FloatBuffer tensor = target.slice();
        base.copy(name, target);
        addends.getOrDefault(name, List.of()).forEach(addend -> add(addend, tensor));
    }

    private void add(Addend addend, FloatBuffer tensor) {
        String downName = addend.block() + addend.target().down();
        String upName = addend.block() + addend.target().up();
        float[] down = read(downName); // (r, in)
        float[] up = read(upName); // (out, r)
        int rank = adapters.lora().rank();
        int in = down.length / rank;
        int out = up.length / rank;
        float[] row = new float[in];
        for (int i = 0; i < out; i++) {
            int start = (addend.target().part() * out + i) * in;
            tensor.get(start, row);
            for (int k = 0; k < rank; k++) {
                addTo(row, down, k * in, (float) (adapters.lora().scale() * up[i * rank + k]));
            }
            tensor.put(start, row);
        }
    }

    private static void addTo(float[] row, float[] other, int start, float factor) {
        for (int j = 0; j < row.length; j++) {
            row[j] += factor * other[start + j];
        }
    }

    private float[] read(String name) {
        long[] shape = adapters.values().shape(name);
        float[] values = new float[Math.toIntExact(shape[0] * shape[1])];
        adapters.values().copy(name, FloatBuffer.wrap(values));
        return values;
    }
}
