package org.panderm4j.nn.engine.samediff;

import java.util.Arrays;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Batch.Images;
import org.panderm4j.nn.engine.Batch.Texts;
import org.panderm4j.nn.graph.PlaceDistances;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Stem.JointStem;

/** Pictures with a text each as the placeholders of a tower over both. */
final class JointInputs {
    private JointInputs() {}

    /**
     * Adds a batch to {@code inputs}.
     *
     * @param batch pictures with texts, or pictures alone, each of which gets the stem's prompt
     * @throws IllegalArgumentException when it does not fit the stem
     */
    static void put(Inputs inputs, Batch batch, JointStem stem) {
        if (batch instanceof Batch.Joint joint) {
            put(inputs, joint.images(), joint.texts(), stem);
        } else {
            put(inputs, (Images) batch, Texts.prompts(batch.size(), stem), stem);
        }
    }

    private static void put(Inputs inputs, Images images, Texts texts, JointStem stem) {
        PlaceDistances distances = new PlaceDistances(stem, texts.length());
        int b = images.size();
        int n = distances.places();
        putTexts(inputs, texts, stem);
        inputs.putPixels(images);
        inputs.arrays().put(TowerGraph.DISTANCES, Nd4j.createFromArray(distances.rows()));
        inputs.putSizes(TowerGraph.SIZES, b, n);
    }

    private static void putTexts(Inputs inputs, Texts texts, JointStem stem) {
        int b = texts.size();
        int t = texts.length();
        int n = stem.imageTokens() + t;
        int[] ids = new int[b * t];
        int[] places = new int[t];
        boolean[] real = new boolean[b * n];
        Arrays.fill(real, true);
        for (int i = 0; i < b * t; i++) {
            ids[i] = texts.ids()[i / t][i % t];
            places[i % t] = i % t;
            real[i / t * n + stem.imageTokens() + i % t] = ids[i] != stem.padding();
        }
        inputs.arrays().put(TowerGraph.IDS, Nd4j.createFromArray(ids));
        inputs.arrays().put(TowerGraph.PLACES, Nd4j.createFromArray(places));
        inputs.putSizes(TowerGraph.TEXT_SIZES, b, t);
        inputs.putPadding(real, b, n);
    }
}
