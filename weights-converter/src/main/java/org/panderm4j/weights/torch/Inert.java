package org.panderm4j.weights.torch;

import java.util.LinkedHashMap;
import java.util.Map;

/** What stands where Python would have built an object: the name of its class and the plain attributes it was given. */
final class Inert {
    private final String type;
    private final Map<Object, Object> attributes = new LinkedHashMap<>();

    Inert(String type) {
        this.type = type;
    }

    /** Module and name of the class or function, for example {@code argparse.Namespace}. */
    String type() {
        return type;
    }

    /** What was set on the object; filled while the pickle is read. */
    Map<Object, Object> attributes() {
        return attributes;
    }

    /** Whether a TorchScript module stands here: its attributes are its parameters and submodules. */
    boolean isScriptModule() {
        return type.startsWith("__torch__.");
    }
}
