package org.panderm4j.run;

import java.util.Map;

/**
 * What is known about a finished run beside its plan.
 *
 * @param versions of whatever may change a number: ND4J backend, engine; panderm4j, JDK and system are added by the folder
 * @param digests SHA-256 by role or file name: model, tables, pictures
 */
public record RunFacts(Map<String, String> versions, Map<String, String> digests) {
    public RunFacts {
        versions = Map.copyOf(versions);
        digests = Map.copyOf(digests);
    }
}
