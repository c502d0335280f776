package org.panderm4j.nn.engine.cuda;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.graph.RotaryTable;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem.PatchStem;

/** Cosines and sines of the places of grids, on the card; made once for each grid. */
final class Angles {
    private final PatchStem stem;
    private final int width;
    private final Memory memory;
    private final Map<List<Integer>, Table> tables = new HashMap<>();

    /**
     * @param width of the heads that are turned
     * @param memory of the card
     */
    Angles(PatchStem stem, int width, Memory memory) {
        this.stem = stem;
        this.width = width;
        this.memory = memory;
    }

    /**
     * Of one grid.
     *
     * @param cosines [n, width]
     * @param sines [n, width]
     */
    record Table(long cosines, long sines) {}

    Table of(Shape shape) {
        return tables.computeIfAbsent(List.of(shape.gridRows(), shape.gridColumns()), any -> {
            double base = ((Positions.Rotary) stem.positions()).base();
            RotaryTable table = new RotaryTable(base, shape.gridRows(), shape.gridColumns());
            return new Table(
                    Parameters.upload(memory, Element.F32, "cosines", table.cosines(width, stem.leading())),
                    Parameters.upload(memory, Element.F32, "sines", table.sines(width, stem.leading())));
        });
    }
}
