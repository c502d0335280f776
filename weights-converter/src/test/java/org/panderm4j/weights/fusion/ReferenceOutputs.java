package org.panderm4j.weights.fusion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which result of ours is which output of a module of the reference. */
final class ReferenceOutputs {
    private static final Map<String, String> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("fusion\\.layers\\.(\\d+)\\.0", "fusion.steps.$1.clinical.attended");
        OTHERS.put("fusion\\.layers\\.(\\d+)\\.1", "fusion.steps.$1.dermoscopic.attended");
        OTHERS.put("fusion\\.layers\\.(\\d+)\\.0\\.fn(.*)", "fusion.steps.$1.clinical$2.attended");
        OTHERS.put("fusion\\.layers\\.(\\d+)\\.1\\.fn(.*)", "fusion.steps.$1.dermoscopic$2.attended");
        OTHERS.put("fusion\\.out0", "fusion.clinical");
        OTHERS.put("fusion\\.out1", "fusion.dermoscopic");
        OTHERS.put("meta_fusion\\.layers\\.(\\d+)\\.fn(.*)", "metadata_fusion.steps.$1$2.attended");
        OTHERS.put("meta_fusion\\.layers\\.(\\d+)", "metadata_fusion.steps.$1.added");
        OTHERS.put("meta_fusion", "metadata_fusion");
        OTHERS.put("meta_encoder\\.rnn\\.model\\.2", "metadata.layers.0.activation");
        OTHERS.put("meta_encoder\\.rnn\\.model\\.5", "metadata.layers.1.activation");
        OTHERS.put("meta_encoder(\\.rnn(\\.model)?)?", "metadata.fused");
        OTHERS.put("head\\.2", "head.activation");
        OTHERS.put("head\\.input", "head.input");
        OTHERS.put("logits", "logits");
        OTHERS.put("probs", "probabilities");
    }

    /** What is called by the part of a step that it is. */
    private static final Map<String, String> PARTS = Map.of(
            ".attn.attn_drop.attended", ".shares",
            ".attn.attended", ".out",
            ".mlp.act.attended", ".mlp.hidden",
            ".mlp.attended", ".mlp.down");

    private ReferenceOutputs() {}

    /** Our name; fails for an output that is not known. */
    static String ours(String theirs) {
        return FusionKeys.layer(theirs).orElseGet(() -> other(theirs));
    }

    private static String other(String theirs) {
        for (Map.Entry<String, String> row : OTHERS.entrySet()) {
            Matcher matcher = Pattern.compile(row.getKey()).matcher(theirs);
            if (matcher.matches()) {
                String name = matcher.replaceFirst(row.getValue());
                for (Map.Entry<String, String> part : PARTS.entrySet()) {
                    name = name.endsWith(part.getKey())
                            ? name.substring(0, name.length() - part.getKey().length()) + part.getValue()
                            : name;
                }
                return name;
            }
        }
        throw new IllegalStateException("expected an output of a known module, found " + theirs);
    }
}
