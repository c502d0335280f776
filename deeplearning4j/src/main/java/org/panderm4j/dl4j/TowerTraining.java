package org.panderm4j.dl4j;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;
import org.panderm4j.nn.tower.LastBlocks;

/** How much of a tower learns; written into a network's JSON. */
public final class TowerTraining implements Serializable {
    private static final long serialVersionUID = 1;

    @JsonProperty
    private Kind kind;

    @JsonProperty
    private int blocks;

    @JsonProperty
    private int rank;

    @JsonProperty
    private double alpha;

    @JsonProperty
    private List<LoraTarget> targets = new ArrayList<>();

    @JsonProperty
    private boolean recompute;

    private enum Kind {
        FROZEN,
        LAST_BLOCKS,
        ALL,
        ADAPTERS
    }

    /** For JSON. */
    private TowerTraining() {
        this(Kind.FROZEN);
    }

    private TowerTraining(Kind kind) {
        this.kind = kind;
    }

    /** Nothing: the tower has no parameters, and features come from the fastest engine present. */
    public static TowerTraining frozen() {
        return new TowerTraining(Kind.FROZEN);
    }

    /**
     * The head and the last blocks.
     *
     * @param number of blocks, 0 for the head alone
     */
    public static TowerTraining lastBlocks(int number) {
        TowerTraining training = new TowerTraining(Kind.LAST_BLOCKS);
        training.blocks = number;
        return training;
    }

    /** Everything. */
    public static TowerTraining all() {
        return new TowerTraining(Kind.ALL);
    }

    /**
     * Low-rank adapters in all blocks, nothing else.
     *
     * @throws IllegalArgumentException for adapters in some blocks only, or with a dropout, for which there is no place here
     */
    public static TowerTraining adapters(Lora lora) {
        if (!lora.blocks().isEmpty() || lora.dropout() != 0) {
            throw new IllegalArgumentException(
                    "expected adapters in all blocks without dropout in a Deeplearning4j layer, found " + lora);
        }
        TowerTraining training = new TowerTraining(Kind.ADAPTERS);
        training.rank = lora.rank();
        training.alpha = lora.alpha();
        training.targets = new ArrayList<>(lora.targets());
        return training;
    }

    /** Likewise, keeping of each block only its input and computing the rest a second time on the way back. */
    public TowerTraining withRecompute() {
        TowerTraining training = new TowerTraining(kind);
        training.blocks = blocks;
        training.rank = rank;
        training.alpha = alpha;
        training.targets = new ArrayList<>(targets);
        training.recompute = true;
        return training;
    }

    boolean isFrozen() {
        return kind == Kind.FROZEN;
    }

    boolean recomputes() {
        return recompute;
    }

    /** Which of the tower's own parameters learn. */
    Predicate<String> trained(int blocksOfTower) {
        return switch (kind) {
            case FROZEN, ADAPTERS -> name -> false;
            case LAST_BLOCKS -> LastBlocks.of(blocksOfTower, blocks);
            case ALL -> name -> true;
        };
    }

    Optional<Lora> lora() {
        return kind == Kind.ADAPTERS
                ? Optional.of(new Lora(rank, alpha, new HashSet<>(targets), new HashSet<>(), 0))
                : Optional.empty();
    }

    private List<Object> fields() {
        return List.of(kind, blocks, rank, alpha, targets, recompute);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TowerTraining training && fields().equals(training.fields());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(fields());
    }

    @Override
    public String toString() {
        return "TowerTraining" + fields();
    }
}
