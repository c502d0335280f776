package org.panderm4j.cli;

import org.panderm4j.run.Machine;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"panderm " + Machine.program()};
    }
}
