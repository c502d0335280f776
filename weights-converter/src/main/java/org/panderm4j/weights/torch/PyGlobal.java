package org.panderm4j.weights.torch;

/** The name of a Python class or function: a name only, there is nothing behind it. */
record PyGlobal(String module, String name) {
    String path() {
        return module + "." + name;
    }
}
