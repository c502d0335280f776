package org.panderm4j.nn.engine.cuda;

import java.util.List;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;

/** The shapes of outputs that were asked for. */
final class Outputs {
    private final Tower tower;
    private final List<String> wanted;

    Outputs(Tower tower, List<String> wanted) {
        this.tower = tower;
        this.wanted = wanted;
    }

    /** Whether all of them stay where they are until the next part, so that what is queued can be recorded. */
    boolean stay() {
        return wanted.stream().allMatch(name -> tower.heads().containsKey(name) || isPooled(name));
    }

    private boolean isPooled(String name) {
        return tower.heads().keySet().stream()
                .anyMatch(head -> TowerGraph.pooled(head).equals(name));
    }

    /** Shape of one sequence's value. */
    long[] inner(String name, Shape shape) {
        if (tower.heads().containsKey(name)) {
            return new long[] {tower.outputWidth(name)};
        }
        if (isPooled(name)) {
            return new long[] {tower.width()};
        }
        if (name.equals(TowerGraph.NETWORK)) {
            JointStem stem = (JointStem) tower.stem();
            return new long[] {stem.network().output(), stem.grid(), stem.grid()};
        }
        long tokens = name.equals(TowerGraph.PATCHES)
                ? shape.length() - ((PatchStem) tower.stem()).leading()
                : shape.length();
        return new long[] {tokens, tower.width()};
    }

    /** Room for all of a part's. */
    long bytes(Shape shape) {
        return wanted.stream()
                .mapToLong(name -> {
                    long values = shape.sequences();
                    for (long axis : inner(name, shape)) {
                        values *= axis;
                    }
                    return Memory.aligned(values * Float.BYTES);
                })
                .sum();
    }
}
