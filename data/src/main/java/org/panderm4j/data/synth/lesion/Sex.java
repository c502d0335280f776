package org.panderm4j.data.synth.lesion;

/** Of a patient. */
public enum Sex implements Term {
    FEMALE,
    MALE
}
