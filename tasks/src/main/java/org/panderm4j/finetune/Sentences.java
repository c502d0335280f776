package org.panderm4j.finetune;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.MetadataText;
import org.panderm4j.data.table.Split;
import org.panderm4j.embed.TextFeatures;

/** The metadata of cases as sentences, each different one once. */
final class Sentences {
    private final List<String> all;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private Sentences(List<Case> cases, Function<Case, MetadataText> texts) {
        all = cases.stream().map(one -> texts.apply(one).of(one.metadata())).toList();
        all.forEach(sentence -> places.putIfAbsent(sentence, places.size()));
    }

    /**
     * Those of some cases of a table.
     *
     * @param reference whether the reference's oddities are kept that have a clean variant
     */
    static Sentences of(CaseTable table, List<Case> some, boolean reference) {
        Map<Split, MetadataText> texts = reference ? table.metadata().referenceText(table.cases()) : Map.of();
        return new Sentences(
                some, one -> texts.getOrDefault(one.split(), table.metadata().text()));
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
