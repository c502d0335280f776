package org.panderm4j.data.multimodal;

import java.util.List;

/**
 * A further label of cases, such as one of the seven criteria of Derm7pt.
 *
 * @param name e.g. {@code pigment_network}
 * @param classNames in the order of their numbers
 */
public record Criterion(String name, List<String> classNames) {
    public Criterion {
        classNames = List.copyOf(classNames);
    }
}
