package org.panderm4j.finetune;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.MetadataText;
import org.panderm4j.embed.TextFeatures;

/** The metadata of cases as sentences, each different one once. */
final class Sentences {
    private final List<String> all;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    Sentences(List<Case> cases, MetadataText text) {
        all = cases.stream().map(one -> text.of(one.metadata())).toList();
        all.forEach(sentence -> places.putIfAbsent(sentence, places.size()));
    }

    /** One a case. */
    List<String> all() {
        return all;
    }

    /** One row a case; cases with the same sentence share it. */
    float[][] features(TextFeatures features) throws IOException {
        float[][] different = features.of(List.copyOf(places.keySet()));
        return all.stream().map(sentence -> different[places.get(sentence)]).toArray(float[][]::new);
    }
}
