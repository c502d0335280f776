package org.panderm4j.data.synth.lesion;

/** Which part of a study a patient belongs to, with all lesions. */
public enum Split implements Term {
    TRAIN,
    VAL,
    TEST
}
