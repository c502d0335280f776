package org.panderm4j.nn.lora;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Tower;

/**
 * Low-rank adapters (Hu et al. 2021): a linear layer gives x W^T + b + (alpha / r) (x A^T) B^T, of which A (r, in) and B (out, r)
 * are learned.
 *
 * @param rank r, at least 1
 * @param alpha above 0
 * @param targets which layers, at least one
 * @param blocks in which blocks, from 0; none stands for all
 * @param dropout probability that a value of the adapters' input is dropped in training, at least 0 and below 1; query, key
 *     and value of a block drop the same ones
 */
public record Lora(int rank, double alpha, Set<LoraTarget> targets, Set<Integer> blocks, double dropout) {
    public Lora {
        if (rank < 1 || !(alpha > 0 && Double.isFinite(alpha))) {
            throw new IllegalArgumentException(
                    "expected adapters of a rank of at least 1 and an alpha above 0, found rank " + rank + ", alpha "
                            + alpha);
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("expected at least one layer to adapt among "
                    + Arrays.toString(LoraTarget.values()) + ", found none");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "expected a dropout of adapters of at least 0 and below 1, found " + dropout);
        }
        targets = Collections.unmodifiableSet(EnumSet.copyOf(targets));
        blocks = Collections.unmodifiableSet(new TreeSet<>(blocks));
    }

    /** In all blocks, nothing dropped. */
    public static Lora of(int rank, double alpha, LoraTarget first, LoraTarget... more) {
        return new Lora(rank, alpha, EnumSet.of(first, more), Set.of(), 0);
    }

    /** What the product of the two is multiplied by, alpha / r. */
    public double scale() {
        return alpha / rank;
    }

    /** Whether block {@code index} is adapted. */
    public boolean adapts(int index) {
        return blocks.isEmpty() || blocks.contains(index);
    }

    /**
     * Names and shapes of the adapters of a tower, without a prefix, e.g. {@code blocks.3.attention.query.lora_a}.
     *
     * @throws IllegalArgumentException when the tower lacks a block or a target
     */
    public Map<String, long[]> shapes(Tower tower) {
        requireFit(tower);
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (int i = 0; i < tower.blocks().size(); i++) {
            if (adapts(i)) {
                String prefix = ParameterNames.block(i);
                Block block = tower.blocks().get(i);
                targets.stream().filter(target -> target.isIn(block)).forEach(target -> {
                    shapes.put(prefix + target.down(), new long[] {rank, target.in(block)});
                    shapes.put(prefix + target.up(), new long[] {target.out(block), rank});
                });
            }
        }
        return shapes;
    }

    private void requireFit(Tower tower) {
        int size = tower.blocks().size();
        for (int index : blocks) {
            if (index < 0 || index >= size) {
                throw new IllegalArgumentException("expected blocks to adapt from 0 to " + (size - 1)
                        + " of the tower's " + size + ", found " + index);
            }
        }
        for (LoraTarget target : targets) {
            if (tower.blocks().stream().noneMatch(target::isIn)) {
                throw new IllegalArgumentException("expected layers to adapt that the tower has, found " + target
                        + ", but its MLPs have no gate (leave it out)");
            }
        }
    }
}
