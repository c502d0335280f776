package org.panderm4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** All commands by name, in the order of the help page. */
final class Commands {
    private Commands() {}

    static Map<String, Object> all(Console console) {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("models", new ModelsCommand(console));
        commands.put("inspect", new InspectCommand(console));
        commands.put("convert", new ConvertCommand(console));
        commands.put("verify", new VerifyCommand(console));
        commands.put("preprocess", new PreprocessCommand(console));
        commands.put("tokenize", new TokenizeCommand(console));
        commands.put("doctor", new DoctorCommand(console));
        return commands;
    }
}
