package org.panderm4j.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.panderm4j.finetune.FusionOptions;
import org.panderm4j.finetune.TowerMode;
import org.panderm4j.finetune.TowerOptions;
import org.panderm4j.finetune.View;
import org.panderm4j.nn.fusion.Fusing;

/**
 * Options of fine-tuning that play no part beside what is seen and what learns; the published scripts have such, and so may the trials of a
 * search.
 */
final class IdleOptions {
    private static final String[] IMAGE_ATTENTION = {"--num-head", "--att-depth"};
    private static final String[] METADATA_ATTENTION = {"--meta-num-head", "--meta-att-depth"};
    private static final String CONCATENATED = "features are concatenated";

    private final FusionOptions fusion;
    private final TowerOptions towers;
    private final Map<String, String> idle = new LinkedHashMap<>();

    private IdleOptions(FusionOptions fusion, TowerOptions towers) {
        this.fusion = fusion;
        this.towers = towers;
    }

    /** Why each plays none, by its name; options that were not written may be among them. */
    static Map<String, String> of(FusionOptions fusion, TowerOptions towers) {
        IdleOptions options = new IdleOptions(fusion, towers);
        options.ofPictures();
        options.ofMetadata();
        options.ofTowers();
        return options.idle;
    }

    /** A line for each that was written. */
    static List<String> notes(FusionOptions fusion, TowerOptions towers, WrittenOptions written) {
        return of(fusion, towers).entrySet().stream()
                .filter(one -> written.has(one.getKey()))
                .map(one -> one.getKey() + " plays no part: " + one.getValue())
                .toList();
    }

    private void add(boolean isIdle, String reason, String... options) {
        for (String option : options) {
            if (isIdle) {
                idle.putIfAbsent(option, reason);
            }
        }
    }

    private void ofPictures() {
        int views = fusion.views().size();
        add(views < 2, "there are no two pictures that could meet", "--fusion");
        add(views < 2, "there are no two pictures that could meet", IMAGE_ATTENTION);
        add(fusion.images() != Fusing.CROSS_ATTENTION, CONCATENATED, IMAGE_ATTENTION);
        String[] all = {"--use-visual-embedding-layer", "--encoder-pool", "--channel-order", "--statistics", "--missing"
        };
        add(views == 0, "no picture is seen", all);
    }

    private void ofMetadata() {
        boolean none = fusion.metadata() == FusionOptions.Metadata.NONE;
        String[] all = {"--use-text-encoder", "--meta-dim", "--meta-fusion-mode"};
        add(none, "no metadata are seen", all);
        add(none, "no metadata are seen", METADATA_ATTENTION);
        add(fusion.views().isEmpty(), "there is no picture to meet", "--meta-fusion-mode");
        add(fusion.views().isEmpty(), "there is no picture to meet", METADATA_ATTENTION);
        add(fusion.metadataFusing() != Fusing.CROSS_ATTENTION, CONCATENATED, METADATA_ATTENTION);
    }

    private void ofTowers() {
        add(!sees(View.CLINICAL), "the clinical photograph is not seen", "--clinical-tower");
        add(!sees(View.DERMOSCOPIC), "the dermoscopic picture is not seen", "--dermoscopic-tower");
        add(!readsText(), "metadata do not come as sentences", "--text-tower", "--text-dropout");
        add(pictures().noneMatch(TowerMode::learns), "no tower of pictures learns", "--depth-dropout", "--no-augment");
        add(pictures().allMatch(TowerMode::learns), "no tower of pictures is frozen", "--augment-copies");
        String[] learning = {"--recompute", "--tower-learning-rate", "--layer-decay"};
        add(seen().noneMatch(TowerMode::learns), "no tower that is seen learns", learning);
        String[] adapters = {"--lora-rank", "--lora-alpha", "--lora-targets", "--lora-dropout"};
        add(seen().noneMatch(TowerMode.LowRank.class::isInstance), "no tower that is seen has adapters", adapters);
    }

    private boolean sees(View view) {
        return fusion.views().contains(view);
    }

    private boolean readsText() {
        return fusion.metadata() == FusionOptions.Metadata.TEXT;
    }

    private Stream<TowerMode> pictures() {
        return fusion.views().stream().map(towers::of);
    }

    private Stream<TowerMode> seen() {
        return readsText() ? Stream.concat(pictures(), Stream.of(towers.text())) : pictures();
    }
}
