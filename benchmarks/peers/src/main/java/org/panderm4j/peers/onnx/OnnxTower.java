package org.panderm4j.peers.onnx;

import java.io.IOException;
import java.nio.file.Path;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.onnx.OnnxOps.AttentionForm;
import org.panderm4j.peers.tower.TowerForward;

/** Writes a tower as {@code tower.onnx}, its weights beside it. */
final class OnnxTower {
    static final String PIXELS = "pixels";
    static final String IDS = "ids";
    static final String MASK = "mask";
    static final String FEATURES = "features";

    private OnnxTower() {}

    /**
     * Writes the two files.
     *
     * @param folder exists and is empty
     * @param length tokens of a row of ids
     * @return the model's file
     */
    static Path write(Path folder, Tower tower, Weights weights, int length, AttentionForm form) throws IOException {
        Path file = folder.resolve("tower.onnx");
        try (ExternalData data = new ExternalData(folder.resolve("tower.weights"))) {
            OnnxGraph graph = new OnnxGraph(data);
            OnnxOps ops = new OnnxOps(graph, form);
            String features = tower.stem() instanceof PatchStem stem
                    ? images(graph, ops, tower, weights, stem)
                    : texts(graph, ops, tower, weights, length);
            graph.output(features, FEATURES, tower.outputWidth(Tower.EMBEDDING));
            graph.write(file);
        }
        return file;
    }

    private static String images(OnnxGraph graph, OnnxOps ops, Tower tower, Weights weights, PatchStem stem) {
        String pixels = graph.input(PIXELS, OnnxGraph.FLOAT, 3, stem.image(), stem.image());
        return TowerForward.images(ops, tower, weights).ofPixels(pixels);
    }

    private static String texts(OnnxGraph graph, OnnxOps ops, Tower tower, Weights weights, int length) {
        String ids = graph.input(IDS, OnnxGraph.INT64, length);
        String mask = graph.input(MASK, OnnxGraph.FLOAT, length);
        return TowerForward.texts(ops, tower, weights, length).ofIds(ids, mask);
    }
}
