package org.panderm4j.demo;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The nearest pictures of every picture.
 *
 * @param nearest of each case, itself left out
 * @param sameDiagnosis share of them that have the case's diagnosis
 */
public record SimilarCases(List<Neighbours> nearest, double sameDiagnosis) {
    /** Neighbours that are looked at. */
    public static final int NEAREST = 5;

    /** @param images of unit length, in the order of the cases, [n][d] */
    static SimilarCases of(Cases cases, float[][] images) {
        List<Neighbours> nearest = IntStream.range(0, images.length)
                .parallel()
                .mapToObj(i -> Neighbours.of(images[i], images, NEAREST, i))
                .toList();
        double same = IntStream.range(0, images.length)
                .mapToDouble(i -> nearest.get(i).indices().stream()
                        .mapToInt(j ->
                                cases.get(i).diagnosis().equals(cases.get(j).diagnosis()) ? 1 : 0)
                        .average()
                        .orElse(0))
                .average()
                .orElse(0);
        return new SimilarCases(nearest, same);
    }
}
