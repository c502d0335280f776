package org.panderm4j.nn.engine.onednn;

import java.util.Optional;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;

/**
 * What the distance between two places adds to the scores of a block, see {@link org.panderm4j.nn.graph.PlaceDistances}.
 *
 * @param byHead [heads][distances]: of the picture, then of the text, then 0 for a place of each
 */
record DistanceTable(float[][] byHead) {
    static Optional<DistanceTable> read(Attention attention, Stem stem, Parameters own) {
        if (attention.place() != Attention.Place.RELATIVE || !(stem instanceof JointStem joint)) {
            return Optional.empty();
        }
        int heads = attention.heads();
        float[] image = own.values(ParameterNames.IMAGE_DISTANCES, joint.imageDistances(), heads);
        float[] text = own.values(ParameterNames.TOKEN_DISTANCES, joint.tokenDistances(), heads);
        float[][] byHead = new float[heads][joint.imageDistances() + joint.tokenDistances() + 1];
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < joint.imageDistances(); i++) {
                byHead[head][i] = image[i * heads + head];
            }
            for (int i = 0; i < joint.tokenDistances(); i++) {
                byHead[head][joint.imageDistances() + i] = text[i * heads + head];
            }
        }
        return Optional.of(new DistanceTable(byHead));
    }
}
