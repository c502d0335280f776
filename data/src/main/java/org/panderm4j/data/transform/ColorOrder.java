package org.panderm4j.data.transform;

/** When a picture becomes RGB. */
public enum ColorOrder {
    /** After resize and crop, which run in the file's own mode: zero-shot classification and retrieval. */
    SOURCE_MODE,
    /** Before the resize: linear probe and concept discovery. */
    RGB_FIRST
}
