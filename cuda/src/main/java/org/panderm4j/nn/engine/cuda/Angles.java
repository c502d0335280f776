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
    private final Parameters parameters;
    private final Map<List<Integer>, Table> tables = new HashMap<>();

    /**
     * @param width of the heads that are turned
     * @param parameters that put values onto the card
     */
    Angles(PatchStem stem, int width, Parameters parameters) {
        this.stem = stem;
        this.width = width;
        this.parameters = parameters;
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
                    parameters.upload(Element.F32, "cosines", table.cosines(width, stem.leading())),
                    parameters.upload(Element.F32, "sines", table.sines(width, stem.leading())));
        });
    }
}
