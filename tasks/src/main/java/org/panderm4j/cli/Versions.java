package org.panderm4j.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.IVersionProvider;

/** What ran a run. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"panderm " + panderm()};
    }

    /** Of the jar's manifest; {@code development} when started from class files. */
    static String panderm() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** For {@code run.json}. */
    static Map<String, String> all() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("panderm4j", panderm());
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }
}
