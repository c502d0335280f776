package org.panderm4j.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.panderm4j.finetune.TowerMode;
import org.panderm4j.finetune.TowerOptions;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say how much of the towers is trained. */
final class TowerTrainingOptions {
    /** Of the reference's image towers in training. */
    private static final double REFERENCE_DEPTH = 0.1;

    @Option(
            names = "--towers",
            defaultValue = "frozen",
            paramLabel = "MODE",
            converter = ModeConverter.class,
            description = {
                "frozen: features are computed once, only the fusion learns; last-N: the read-out and the last N blocks",
                "learn too; lora: low-rank adapters of all blocks; full: everything (default: ${DEFAULT-VALUE})."
            })
    TowerMode towers;

    @Option(
            names = "--clinical-tower",
            paramLabel = "MODE",
            converter = ModeConverter.class,
            description = "Likewise for the clinical photographs' tower alone.")
    TowerMode clinical;

    @Option(
            names = "--dermoscopic-tower",
            paramLabel = "MODE",
            converter = ModeConverter.class,
            description = "Likewise for the dermoscopic pictures' tower alone.")
    TowerMode dermoscopic;

    @Option(
            names = "--text-tower",
            paramLabel = "MODE",
            converter = ModeConverter.class,
            description = "Likewise for the text tower alone.")
    TowerMode text;

    @Option(
            names = "--lora-rank",
            defaultValue = "8",
            paramLabel = "R",
            description = "Rank of adapters (default: ${DEFAULT-VALUE}).")
    int rank;

    @Option(
            names = "--lora-alpha",
            paramLabel = "A",
            description = "What adapters add is multiplied by A / R (default: twice the rank).")
    Double alpha;

    @Option(
            names = "--lora-targets",
            split = ",",
            defaultValue = "query,value",
            paramLabel = "L1,L2,...",
            description =
                    "Layers that are adapted: query, key, value, output, up, gate, down (default: ${DEFAULT-VALUE}).")
    List<LoraTarget> targets;

    @Option(
            names = "--lora-dropout",
            defaultValue = "0",
            paramLabel = "P",
            description = "Dropout of what adapters take (default: ${DEFAULT-VALUE}).")
    double adapterDropout;

    @Option(
            names = "--recompute",
            description = "Compute activations twice instead of keeping them: a third more work, far less memory.")
    boolean recompute;

    @Option(
            names = "--depth-dropout",
            paramLabel = "P",
            description = {
                "How often a picture passes the last image block by (stochastic depth; default: 0; 0.1 with a preset",
                "or --match-reference)."
            })
    Double depthDropout;

    @Option(
            names = "--text-dropout",
            paramLabel = "P",
            description = "Dropout of the text tower (default: 0.1 with a BERT, else 0, as these were trained).")
    Double textDropout;

    /** Reads a mode. */
    static final class ModeConverter implements ITypeConverter<TowerMode> {
        @Override
        public TowerMode convert(String value) {
            try {
                return TowerMode.of(value.strip().toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private TowerMode mode(TowerMode own) {
        return own == null ? towers : own;
    }

    private Stream<TowerMode> modes() {
        return Stream.of(clinical, dermoscopic, text).map(this::mode);
    }

    /** Whether any tower may learn. */
    boolean anyLearns() {
        return modes().anyMatch(TowerMode::learns);
    }

    /** Whether every tower learns. */
    boolean allLearn() {
        return modes().allMatch(TowerMode::learns);
    }

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written) {
        written.onlyWith(
                modes().anyMatch(TowerMode.LowRank.class::isInstance),
                "--towers lora",
                "--lora-rank",
                "--lora-alpha",
                "--lora-targets",
                "--lora-dropout");
        written.onlyWith(
                anyLearns(), "towers that learn (--towers last-N, lora or full)", "--recompute", "--depth-dropout");
        written.onlyWith(mode(text).learns(), "a text tower that learns", "--text-dropout");
        Bounds.atLeast(1, "--lora-rank", rank);
        Bounds.positive("--lora-alpha", alpha == null ? 1 : alpha);
        Bounds.belowOne("--lora-dropout", adapterDropout);
        Bounds.belowOne("--depth-dropout", depthDropout == null ? 0 : depthDropout);
        Bounds.belowOne("--text-dropout", textDropout == null ? 0 : textDropout);
    }

    /**
     * As chosen.
     *
     * @param usualDropout that the text tower was trained with
     * @param reference whether the reference is matched
     */
    TowerOptions options(double usualDropout, boolean reference) {
        Set<LoraTarget> layers = EnumSet.copyOf(targets);
        return new TowerOptions(
                mode(clinical),
                mode(dermoscopic),
                mode(text),
                new Lora(rank, alpha == null ? 2.0 * rank : alpha, layers, Set.of(), adapterDropout),
                recompute,
                depthDropout == null ? (reference ? REFERENCE_DEPTH : 0) : depthDropout,
                textDropout == null ? usualDropout : textDropout);
    }
}
