package org.panderm4j.nn.fusion;

import java.util.Optional;

/**
 * Features of a batch of b cases, or gradients by them. What the network does not see is absent.
 *
 * @param clinical [b][H]
 * @param dermoscopic [b][H]
 * @param metadata [b][text feature] or [b][vector]
 */
public record FusionInputs(
        Optional<float[][]> clinical, Optional<float[][]> dermoscopic, Optional<float[][]> metadata) {}
