package org.panderm4j.data.transform;

/** Which colour a network finds in its first channel. */
public enum ChannelOrder {
    /**
     * Blue first, normalised with the statistics of red: the reference loads with OpenCV and never converts, and its
     * published fine-tuning numbers rest on that.
     */
    BGR,
    /** Red first, as the towers were trained. */
    RGB
}
