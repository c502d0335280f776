package org.panderm4j.nn.tower;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One transformer encoder as a value: a stem that makes tokens, blocks that mix them, heads that read them out.
 *
 * @param stem how the input becomes a sequence of tokens
 * @param blocks the encoder blocks, first to last; all of the stem's width
 * @param heads the read-outs by name, e.g. {@code embedding}, {@code probe}, {@code finetune}; the first is the usual one.
 *     Several heads may read the same weights in different ways.
 */
public record Tower(Stem stem, List<Block> blocks, Map<String, Head> heads) {
    /** The head whose features are compared between images and texts. */
    public static final String EMBEDDING = "embedding";

    /** The head that a linear probe reads. */
    public static final String PROBE = "probe";

    /** The head that multimodal fine-tuning starts from. */
    public static final String FINETUNE = "finetune";

    /** The classifier that a checkpoint brings along. */
    public static final String LOGITS = "logits";

    public Tower {
        blocks = List.copyOf(blocks);
        heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
        for (Block block : blocks) {
            if (block.width() != stem.width()) {
                throw new IllegalArgumentException("expected blocks of the stem's width " + stem.width()
                        + ", found one of width " + block.width());
            }
            requireFit(block.attention(), stem);
        }
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("a tower needs at least one head");
        }
        if (stem instanceof Stem.JointStem) {
            requireOneScale(blocks);
        }
        requireOneRotaryWidth(blocks);
        for (Head head : heads.values()) {
            requireFit(head.pooling(), stem);
        }
    }

    private static void requireFit(Attention attention, Stem stem) {
        boolean rotary = stem instanceof Stem.PatchStem patches && patches.positions() instanceof Positions.Rotary;
        boolean fits = switch (attention.place()) {
            case NONE -> true;
            case ROTARY -> rotary;
            case RELATIVE -> stem instanceof Stem.JointStem;
        };
        boolean masked = switch (attention.mask()) {
            case NONE -> true;
            case PADDING -> stem.padded();
            case CAUSAL -> stem instanceof Stem.TokenStem;
        };
        if (!fits || !masked) {
            throw new IllegalArgumentException("attention with mask " + attention.mask() + " and place "
                    + attention.place() + " does not fit the stem " + stem);
        }
    }

    /** A joint stem's places enter in attention alone, and the scores of absolute ones are computed once for all blocks. */
    private static void requireOneScale(List<Block> blocks) {
        Set<List<Object>> kinds = new LinkedHashSet<>();
        for (Block block : blocks) {
            Attention attention = block.attention();
            kinds.add(List.of(attention.place(), attention.heads(), attention.scale()));
        }
        if (kinds.size() != 1 || blocks.get(0).attention().place() != Attention.Place.RELATIVE) {
            throw new IllegalArgumentException(
                    "expected blocks on a joint stem to share RELATIVE places, heads and scale, found " + kinds);
        }
    }

    /** One table of angles serves all blocks. */
    private static void requireOneRotaryWidth(List<Block> blocks) {
        List<Integer> widths = rotated(blocks).map(Block::headWidth).distinct().toList();
        if (widths.size() > 1) {
            throw new IllegalArgumentException(
                    "expected heads of one width in all blocks with rotary positions, found " + widths);
        }
    }

    private static void requireFit(Head.Pooling pooling, Stem stem) {
        boolean fits = switch (pooling) {
            case CLASS -> true;
            case MEAN_OF_PATCHES -> !(stem instanceof Stem.TokenStem);
            case MASKED_MEAN -> stem.padded();
            case END -> stem instanceof Stem.TokenStem && !stem.padded();
            case FIRST_OF_TEXT -> stem instanceof Stem.JointStem;
        };
        if (!fits) {
            throw new IllegalArgumentException("pooling " + pooling + " does not fit the stem " + stem);
        }
    }

    /** Length of the vectors that pass through the blocks. */
    public int width() {
        return stem.width();
    }

    /** Whether a block hides keys in this way. */
    public boolean hides(Attention.Mask mask) {
        return blocks.stream().anyMatch(block -> block.attention().mask() == mask);
    }

    /** Whether a head pools in this way. */
    public boolean pools(Head.Pooling pooling) {
        return heads.values().stream().anyMatch(head -> head.pooling() == pooling);
    }

    /** Values per head in the blocks that rotate queries and keys, the same in all of them; 0 where there is no such block. */
    public int rotaryWidth() {
        return rotated(blocks).mapToInt(Block::headWidth).findFirst().orElse(0);
    }

    private static Stream<Block> rotated(List<Block> blocks) {
        return blocks.stream().filter(block -> block.attention().place() == Attention.Place.ROTARY);
    }

    /**
     * The head of that name.
     *
     * @throws IllegalArgumentException when there is none; the message lists those that exist
     */
    public Head head(String name) {
        Head head = heads.get(name);
        if (head == null) {
            throw new IllegalArgumentException(
                    "this tower has no '" + name + "' feature; it has " + String.join(", ", heads.keySet()));
        }
        return head;
    }

    /** Length of the feature vectors of one head. */
    public int outputWidth(String name) {
        return head(name).projection().outputWidth(width());
    }
}
