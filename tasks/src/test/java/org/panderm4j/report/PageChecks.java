package org.panderm4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.Pattern;

/** What must hold for every page. */
final class PageChecks {
    private static final Pattern SOURCE =
            Pattern.compile("(?:src|href|action|data|poster|srcset)\\s*=\\s*\"([^\"]*)\"");

    private PageChecks() {}

    static void assertSelfContained(String html) {
        assertThat(html).startsWith("<!DOCTYPE html>").contains("</html>", "default-src 'none'");
        assertThat(html.toLowerCase(Locale.ROOT))
                .doesNotContain("<script", "<link", "<iframe", "@import", "url(", "http://", "https://example");
        SOURCE.matcher(html)
                .results()
                .map(match -> match.group(1))
                .forEach(source ->
                        assertThat(source).matches("(?s)(data:image/(jpeg|png);base64,[A-Za-z0-9+/=]+|#[\\w-]+)"));
        assertThat(html).doesNotContain("NaN", "Infinity", "Optional", "null");
    }
}
