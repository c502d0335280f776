package org.panderm4j.weights.hub;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The last answer of a chain of redirects, and the headers of the whole chain, first request first.
 *
 * @param response the answer whose body can be read
 * @param chain headers of every answer, the last one included
 */
record HubAnswer(HttpResponse<ResponseStream> response, List<HttpHeaders> chain) implements AutoCloseable {
    int status() {
        return response.statusCode();
    }

    boolean isRedirect() {
        return isRedirect(response);
    }

    static boolean isRedirect(HttpResponse<?> response) {
        return switch (response.statusCode()) {
            case 301, 302, 303, 307, 308 ->
                response.headers().firstValue("Location").isPresent();
            default -> false;
        };
    }

    URI uri() {
        return response.uri();
    }

    ResponseStream body() {
        return response.body();
    }

    /** A header of the last answer. */
    Optional<String> header(String name) {
        return response.headers().firstValue(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A header of the first answer of the chain that has it. */
    Optional<String> anyHeader(String name) {
        return chain.stream()
                .flatMap(headers -> headers.firstValue(name).stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Whether the body is the file itself and not a packed form of it. */
    boolean isPlain() {
        return header("Content-Encoding").map("identity"::equalsIgnoreCase).orElse(true);
    }

    /** Length of the body, where it was told. */
    OptionalLong length() {
        return number(header("Content-Length"));
    }

    static OptionalLong number(Optional<String> text) {
        return text.filter(digits -> digits.matches("\\d{1,18}")).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** An entity tag without its quotes and its mark of weakness. */
    static String bareEtag(String etag) {
        String strong = etag.startsWith("W/") ? etag.substring(2) : etag;
        boolean quoted = strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"");
        return quoted ? strong.substring(1, strong.length() - 1) : strong;
    }

    @Override
    public void close() {
        response.body().close();
    }
}
