package org.panderm4j.data.augment;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.panderm4j.data.random.Permutation;

/**
 * What is drawn for a change of colours; the numbers are from 0 to below 1, where in its range each factor is.
 *
 * @param order in which the changes are made, each once
 */
public record JitterDraws(
        double brightness, double contrast, double saturation, double hue, List<ColorJitter.Change> order) {
    public JitterDraws {
        order = List.copyOf(order);
    }

    static JitterDraws draw(RandomGenerator random) {
        double brightness = random.nextDouble();
        double contrast = random.nextDouble();
        double saturation = random.nextDouble();
        double hue = random.nextDouble();
        ColorJitter.Change[] changes = ColorJitter.Change.values();
        List<ColorJitter.Change> order = Arrays.stream(Permutation.of(changes.length, random))
                .mapToObj(i -> changes[i])
                .toList();
        return new JitterDraws(brightness, contrast, saturation, hue, order);
    }
}
