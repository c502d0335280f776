package org.panderm4j.nn.lora;

import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;

/**
 * Adapters with their values.
 *
 * @param lora what is adapted
 * @param values A and B of every layer, e.g. those of a run that was kept, or {@link InitialAdapters}
 * @param prefix of their names there, with its dot, e.g. {@code clinical.}
 */
public record Adapters(Lora lora, Weights values, String prefix) {
    /**
     * Adapters that have learned nothing: the tower gives what it gave.
     *
     * @param prefix in front of the names of the random streams, too
     * @param draws asked for a stream by the name of each A
     * @throws IllegalArgumentException when the tower lacks a block or a target
     */
    public static Adapters initial(Lora lora, Tower tower, String prefix, Draws draws) {
        return new Adapters(lora, new InitialAdapters(lora, tower, prefix, draws), prefix);
    }
}
