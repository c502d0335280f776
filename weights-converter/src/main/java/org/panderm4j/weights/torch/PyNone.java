package org.panderm4j.weights.torch;

/** Python's None; a null of Java's would read as "nothing was built". */
enum PyNone {
    NONE
}
