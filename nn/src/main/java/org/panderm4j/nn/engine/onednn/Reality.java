package org.panderm4j.nn.engine.onednn;

import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;

/** Which tokens are real, and which are padding. */
final class Reality {
    private Reality() {}

    /**
     * @param sequence of the part
     * @param place of the token in it
     */
    static boolean isReal(Stem stem, Part part, int sequence, int place) {
        if (stem instanceof JointStem joint) {
            int text = place - joint.imageTokens();
            return text < 0 || part.ids().get(sequence)[text] != joint.padding();
        }
        return !(stem instanceof TokenStem tokens && tokens.end() instanceof TextEnd.Padding padding)
                || part.ids().get(sequence)[place] != padding.id();
    }
}
