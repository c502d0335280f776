package org.panderm4j.nn.engine.cuda;

import java.util.Optional;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;

/**
 * What the distance between two places adds to the scores of a block, see {@link org.panderm4j.nn.graph.PlaceDistances}.
 *
 * @param values [heads, count]: of the picture, then of the text, then 0 for a place of each
 */
record Distances(long values, int heads, int count) {
    static Optional<Distances> read(Attention attention, Stem stem, Parameters own) {
        if (attention.place() != Attention.Place.RELATIVE || !(stem instanceof JointStem joint)) {
            return Optional.empty();
        }
        int heads = attention.heads();
        float[] image = own.values(ParameterNames.IMAGE_DISTANCES, joint.imageDistances(), heads);
        float[] text = own.values(ParameterNames.TOKEN_DISTANCES, joint.tokenDistances(), heads);
        int count = joint.imageDistances() + joint.tokenDistances() + 1;
        float[] byHead = new float[heads * count];
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < count - 1; i++) {
                byHead[head * count + i] = i < joint.imageDistances()
                        ? image[i * heads + head]
                        : text[(i - joint.imageDistances()) * heads + head];
            }
        }
        return Optional.of(new Distances(own.upload(Element.F32, "distances", byHead), heads, count));
    }
}
