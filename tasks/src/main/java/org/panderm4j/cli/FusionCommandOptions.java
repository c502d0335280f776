package org.panderm4j.cli;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.finetune.BaseModel;
import org.panderm4j.finetune.FusionOptions;
import org.panderm4j.finetune.FusionOptions.Metadata;
import org.panderm4j.finetune.View;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import picocli.CommandLine.Option;

/** Options that say what is fused, and how; names and defaults are the reference's. */
final class FusionCommandOptions {
    /** A hundred times what the published scripts take. */
    private static final int MOST_STEPS = 1000;

    @Option(names = "--use-cli", description = "See the clinical photograph.")
    boolean clinical;

    @Option(names = "--use-derm", description = "See the dermoscopic picture.")
    boolean dermoscopic;

    @Option(
            names = "--use-meta",
            description = "See the metadata. Without any --use-cli, --use-derm, --use-meta: all that the data set has.")
    boolean metadata;

    @Option(
            names = "--use-text-encoder",
            description = "Metadata as a sentence through the model's text tower, not as a vector.")
    boolean text;

    @Option(names = "--use-visual-embedding-layer", description = "A linear layer of its own behind each image tower.")
    boolean imageLayer;

    @Option(
            names = "--fusion",
            defaultValue = "concatenate",
            paramLabel = "HOW",
            converter = ChoiceConverter.OfFusing.class,
            description = "How two pictures meet: 'cross attention' or concatenate (default: ${DEFAULT-VALUE}).")
    Fusing images;

    @Option(
            names = "--num-head",
            defaultValue = "8",
            paramLabel = "N",
            description = "Heads of that attention (default: ${DEFAULT-VALUE}).")
    int imageHeads;

    @Option(
            names = "--att-depth",
            defaultValue = "4",
            paramLabel = "N",
            description = "Steps of that attention (default: ${DEFAULT-VALUE}).")
    int imageDepth;

    @Option(
            names = "--meta-fusion-mode",
            defaultValue = "concatenate",
            paramLabel = "HOW",
            converter = ChoiceConverter.OfFusing.class,
            description =
                    "How metadata meet the pictures: 'cross attention' or concatenate (default: ${DEFAULT-VALUE}).")
    Fusing metadataFusing;

    @Option(
            names = "--meta-num-head",
            defaultValue = "8",
            paramLabel = "N",
            description = "Heads of that attention (default: ${DEFAULT-VALUE}).")
    int metadataHeads;

    @Option(
            names = "--meta-att-depth",
            defaultValue = "2",
            paramLabel = "N",
            description = "Steps of that attention (default: ${DEFAULT-VALUE}).")
    int metadataDepth;

    @Option(
            names = "--hidden-dim",
            paramLabel = "H",
            description = "As the reference has it: width of the image tower's feature, which is checked.")
    Integer hiddenDim;

    @Option(
            names = "--meta-dim",
            paramLabel = "N",
            description = {
                "For a vector, width of its hidden layers (default: 128).",
                "For text, width of the text tower's feature, which is checked."
            })
    Integer metaDim;

    @Option(
            names = "--head",
            defaultValue = "LINEAR",
            description =
                    "linear or mlp, from the fused vector to the classes (default: linear; the reference's --out).")
    HeadKind head;

    @Option(
            names = "--criteria",
            description = "A head for each further label of the data set, such as Derm7pt's seven criteria.")
    boolean criteria;

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written) {
        boolean some = clinical || dermoscopic || metadata;
        written.onlyWith(!some || metadata, "--use-meta", "--use-text-encoder", "--meta-fusion-mode", "--meta-dim");
        Bounds.atLeast(1, "--num-head", imageHeads);
        Bounds.between(1, MOST_STEPS, "--att-depth", imageDepth);
        Bounds.atLeast(1, "--meta-num-head", metadataHeads);
        Bounds.between(1, MOST_STEPS, "--meta-att-depth", metadataDepth);
        Bounds.atLeast(1, "--meta-dim", metaDim == null ? 1 : metaDim);
    }

    /**
     * As chosen, for a data set and a model.
     *
     * @throws UsageException when widths are not those of the model, or heads do not divide them
     */
    FusionOptions options(CaseTable table, BaseModel model) {
        boolean all = !(clinical || dermoscopic || metadata);
        Set<View> views = EnumSet.noneOf(View.class);
        for (View view : View.values()) {
            boolean asked = view == View.CLINICAL ? clinical : dermoscopic;
            boolean there = table.cases().stream().anyMatch(one -> view.of(one).isPresent());
            if (asked || (all && there)) {
                views.add(view);
            }
        }
        boolean fields = table.cases().stream().anyMatch(one -> !one.metadata().isEmpty());
        boolean seen = metadata || (all && fields);
        Metadata kind = !seen ? Metadata.NONE : text ? Metadata.TEXT : Metadata.VECTOR;
        checkWidths(kind, views, model);
        return new FusionOptions(
                views,
                kind,
                images,
                imageHeads,
                imageDepth,
                imageLayer,
                metadataFusing,
                metaDim == null ? OptionalInt.empty() : OptionalInt.of(metaDim),
                metadataHeads,
                metadataDepth,
                head,
                criteria);
    }

    private void checkWidths(Metadata kind, Set<View> views, BaseModel model) {
        int width = model.imageWidth();
        Bounds.check(
                hiddenDim == null || hiddenDim == width, "--hidden-dim", width + ", the width of the model", hiddenDim);
        if (kind == Metadata.TEXT) {
            int own = model.textWidth();
            Bounds.check(
                    metaDim == null || metaDim == own, "--meta-dim", own + ", the width of the text tower", metaDim);
        }
        if (images == Fusing.CROSS_ATTENTION && views.size() == 2) {
            Bounds.check(width % imageHeads == 0, "--num-head", "a divisor of the model's width " + width, imageHeads);
        }
        if (metadataFusing == Fusing.CROSS_ATTENTION && kind != Metadata.NONE && !views.isEmpty()) {
            int both = width * views.size();
            Bounds.check(
                    both % metadataHeads == 0,
                    "--meta-num-head",
                    "a divisor of " + both + ", the width of the pictures together",
                    metadataHeads);
        }
    }
}
