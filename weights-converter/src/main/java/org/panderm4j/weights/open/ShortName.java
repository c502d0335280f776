package org.panderm4j.weights.open;

import java.util.List;
import java.util.Optional;
import org.panderm4j.weights.hub.HubModelId;

/**
 * A published model by the short name that stands for it.
 *
 * @param name e.g. {@code panderm2}
 * @param hub where it lies
 * @param family name of its key table
 * @param parameters in millions
 * @param embedding length of its embeddings
 * @param licence what is known of its terms
 */
public record ShortName(String name, HubModelId hub, String family, double parameters, int embedding, String licence) {

    private static final List<ShortName> ALL = List.of(
            new ShortName(
                    "panderm2",
                    HubModelId.parse("redlessone/PanDerm2"),
                    "panderm2",
                    414.2,
                    768,
                    "weights on request from the authors; see the hub page"),
            new ShortName(
                    "dermlip-panderm",
                    HubModelId.parse("redlessone/DermLIP_PanDerm-base-w-PubMed-256"),
                    "panderm2",
                    195.9,
                    512,
                    "non-commercial research; see the hub page"));

    /** The models that this version can run. */
    public static List<ShortName> all() {
        return ALL;
    }

    public static Optional<ShortName> find(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** All names, for messages. */
    static String names() {
        return String.join(" ", ALL.stream().map(ShortName::name).toList());
    }
}
