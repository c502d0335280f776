package org.panderm4j.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.graph.TowerGraph;

/**
 * Reference arrays in the order in which a network computes them, so that the first one that departs tells where to look: the
 * image tower from patches to features, the text tower likewise, what is made of both, then unknown names.
 */
final class ReferenceOrder implements Comparator<String> {
    private static final List<String> SCORES =
            List.of("logit_scale_exp", "cosine", "logits_per_image", "logits_per_text", "probs_100x");

    private final List<String> image;
    private final List<String> text;

    ReferenceOrder(Towers towers) {
        image = outputs(TowerGraph.outputs(towers.image()));
        text = outputs(towers.text().map(TowerGraph::outputs).orElse(List.of()));
    }

    /** The unit vectors are made last of a tower. */
    private static List<String> outputs(List<String> tower) {
        List<String> all = new ArrayList<>(tower);
        all.add("unit");
        return all;
    }

    @Override
    public int compare(String one, String other) {
        int ranks = Integer.compare(rank(one), rank(other));
        return ranks != 0 ? ranks : one.compareTo(other);
    }

    private int rank(String name) {
        int ofImage = rank(image, ReferenceNames.image(name), name.equals("image_features_norm"));
        if (ofImage >= 0) {
            return ofImage;
        }
        int ofText = rank(text, ReferenceNames.text(name), name.equals("text_features_norm"));
        if (ofText >= 0) {
            return image.size() + ofText;
        }
        int ofScores = SCORES.indexOf(name);
        return image.size() + text.size() + (ofScores >= 0 ? ofScores : SCORES.size());
    }

    private static int rank(List<String> outputs, Optional<String> ours, boolean unit) {
        return unit ? outputs.size() - 1 : ours.map(outputs::indexOf).orElse(-1);
    }
}
