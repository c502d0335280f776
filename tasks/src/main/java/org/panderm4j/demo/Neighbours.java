package org.panderm4j.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.panderm4j.nn.clip.Vectors;

/**
 * The rows that are most like a vector.
 *
 * @param indices most like first; of equal ones the earlier
 * @param cosines of the same
 */
public record Neighbours(List<Integer> indices, List<Double> cosines) {
    /**
     * Finds them.
     *
     * @param query of unit length
     * @param rows of unit length, [n][d]
     * @param except a row that is left out; -1 for none
     */
    static Neighbours of(float[] query, float[][] rows, int count, int except) {
        double[] cosines = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            cosines[i] = Vectors.dot(query, rows[i]);
        }
        List<Integer> best = IntStream.range(0, rows.length)
                .filter(i -> i != except)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -cosines[i]))
                .limit(count)
                .toList();
        List<Double> values = new ArrayList<>();
        best.forEach(i -> values.add(cosines[i]));
        return new Neighbours(best, values);
    }
}
