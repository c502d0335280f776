package org.panderm4j.weights.hub;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables as the Hugging Face tools read them: {@code ~} and {@code $NAME} inside paths are replaced. */
record HubEnvironment(Map<String, String> variables) {
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)\\})");

    /** The first of the variables that is set; blank counts as not set. */
    Optional<String> text(String... names) {
        for (String name : names) {
            String value = variables.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The first of the variables that is set, as a path. */
    Optional<Path> path(String... names) {
        return text(names).map(value -> Path.of(expandVariables(expandHome(value))));
    }

    boolean isTrue(String... names) {
        return text(names).map(v -> TRUE.contains(v.toUpperCase(Locale.ROOT))).orElse(false);
    }

    Path userHome() {
        String variable = File.separatorChar == '\\' ? "USERPROFILE" : "HOME";
        return Path.of(text(variable).orElseGet(() -> System.getProperty("user.home")));
    }

    private String expandHome(String value) {
        boolean home = value.equals("~") || value.startsWith("~/") || value.startsWith("~" + File.separator);
        return home ? userHome() + value.substring(1) : value;
    }

    private String expandVariables(String value) {
        return VARIABLE.matcher(value).replaceAll(match -> {
            String name = match.group(1) != null ? match.group(1) : match.group(2);
            // An unknown variable stays as it is written.
            return Matcher.quoteReplacement(variables.getOrDefault(name, match.group()));
        });
    }
}
