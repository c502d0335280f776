package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign;

/**
 * What was fused and how much of the towers learned, in a few sentences.
 *
 * @param learned how many values learned
 */
record FusionInWords(FineTuned model, FinetuneResult.Learned learned) {
    private static final double MILLION = 1e6;

    @Override
    public String toString() {
        return String.join(" ", fused(), towers(), counts()).strip();
    }

    private String fused() {
        FusionDesign design = model.design();
        List<String> inputs = new ArrayList<>();
        if (design.clinical()) {
            inputs.add("clinical photograph");
        }
        if (design.dermoscopic()) {
            inputs.add("dermoscopic picture");
        }
        design.metadata()
                .ifPresent(one -> inputs.add(
                        one.kind() == FusionDesign.Metadata.Kind.TEXT
                                ? "metadata as a sentence"
                                : "metadata as a vector of " + one.inputWidth() + " numbers"));
        List<String> ways = new ArrayList<>();
        if (design.clinical() && design.dermoscopic()) {
            ways.add("the pictures meet by "
                    + way(design.images().fusing(), design.images().depth()));
        }
        if (design.metadata().isPresent() && (design.clinical() || design.dermoscopic())) {
            FusionDesign.Metadata one = design.metadata().get();
            ways.add("metadata meet them by " + way(one.fusing(), one.depth()));
        }
        String head = design.head() == FusionDesign.HeadKind.MLP ? "a hidden layer" : "a linear layer";
        ways.add(head + " tells " + model.classNames().size() + " classes apart");
        return "Sees " + listed(inputs) + " through " + model.model() + ": " + String.join("; ", ways) + ".";
    }

    private static String way(Fusing fusing, int depth) {
        return fusing == Fusing.CROSS_ATTENTION
                ? "cross attention (" + depth + (depth == 1 ? " step)" : " steps)")
                : "concatenation";
    }

    private String towers() {
        Map<String, String> towers = new TreeMap<>(model.towers());
        if (towers.isEmpty()) {
            return "No tower is used.";
        }
        List<String> each = new ArrayList<>();
        towers.forEach((name, mode) -> each.add(name + " tower " + how(mode)));
        return "Of the towers: " + String.join(", ", each) + ".";
    }

    private String how(String mode) {
        if (mode.startsWith("last-")) {
            String count = mode.substring("last-".length());
            return "trained in its read-out and last " + count + (count.equals("1") ? " block" : " blocks");
        }
        return switch (mode) {
            case "lora" ->
                "trained by adapters of rank " + model.lora().orElseThrow().rank();
            case "full" -> "trained as a whole";
            default -> mode;
        };
    }

    private String counts() {
        if (learned.fusion() == 0) {
            return ""; // tested, not trained
        }
        String towers = learned.towers() == 0 ? "" : " and " + values(learned.towers()) + " of the towers";
        return values(learned.fusion()) + " values of the fusion" + towers + " learned.";
    }

    private static String values(long count) {
        return count < MILLION
                ? String.format(Locale.ROOT, "%,d", count)
                : String.format(Locale.ROOT, "%.1f million", count / MILLION);
    }

    private static String listed(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.get(words.size() - 1);
    }
}
