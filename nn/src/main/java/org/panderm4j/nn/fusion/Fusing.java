package org.panderm4j.nn.fusion;

/** How one modality meets another. */
public enum Fusing {
    /** Each attends to itself and the other before they are put side by side. */
    CROSS_ATTENTION,
    /** Side by side as they are. */
    CONCATENATION
}
