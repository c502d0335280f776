package org.panderm4j.weights.hub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** Sends one request and follows its redirects; the token goes to the hub's own host and nowhere else. */
final class HubHttp {
    private static final int MAX_REDIRECTS = 10;

    private final HubSettings settings;
    private final RetryPolicy policy;
    private final HttpClient client;

    HubHttp(HubSettings settings, RetryPolicy policy) {
        this.settings = settings;
        this.policy = policy;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                // One long answer at a time: a second stream on the connection would bring nothing.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(policy.connect())
                .build();
    }

    /** Asks for the headers alone; a redirect to another host is returned, not followed. */
    HubAnswer head(URI uri) throws IOException {
        return send("HEAD", uri, Map.of(), false);
    }

    /** Asks for the body; redirects are followed wherever they lead. */
    HubAnswer get(URI uri, Map<String, String> headers) throws IOException {
        return send("GET", uri, headers, true);
    }

    private HubAnswer send(String method, URI start, Map<String, String> headers, boolean acrossHosts)
            throws IOException {
        List<HttpHeaders> chain = new ArrayList<>();
        URI uri = start;
        while (true) {
            HttpResponse<ResponseStream> response = exchange(request(method, uri, headers));
            chain.add(response.headers());
            if (!HubAnswer.isRedirect(response)) {
                return new HubAnswer(response, List.copyOf(chain));
            }
            URI next = target(response);
            if (!acrossHosts && !sameOrigin(uri, next)) {
                return new HubAnswer(response, List.copyOf(chain));
            }
            response.body().close();
            if (chain.size() > MAX_REDIRECTS) {
                throw unexpected(start + " redirects more than " + MAX_REDIRECTS + " times");
            }
            uri = next;
        }
    }

    private HttpRequest request(String method, URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("User-Agent", "panderm4j")
                // A packed body has neither the size nor the ranges of the file.
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        if (sameOrigin(settings.endpoint(), uri)) {
            settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        return request.build();
    }

    /**
     * Waits for the headers of an answer. The limit is kept here and not in the request, because newer Java versions let a
     * request's own limit run on while the body is read.
     */
    private HttpResponse<ResponseStream> exchange(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<ResponseStream>> answer =
                client.sendAsync(request, info -> new ResponseStream(policy.silence()));
        try {
            return answer.get(policy.silence().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted while waiting for " + request.uri().getHost());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer from " + request.uri().getHost());
        } catch (ExecutionException e) {
            throw failure(request, e.getCause());
        }
    }

    private static IOException failure(HttpRequest request, Throwable cause) {
        if (cause instanceof SSLHandshakeException) {
            return new HubException(
                    HubException.Reason.UNREACHABLE,
                    request.uri().getHost() + ": no trusted connection (" + HubNames.oneLine(cause.getMessage())
                            + "); add its certificate to the Java trust store or correct HF_ENDPOINT",
                    cause);
        }
        return cause instanceof IOException io ? io : new IOException(cause.getMessage(), cause);
    }

    private static URI target(HttpResponse<?> response) throws IOException {
        String location = response.headers().firstValue("Location").orElseThrow();
        URI next;
        try {
            next = response.uri().resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw unexpected(response.uri().getHost() + " redirects to an address that is none");
        }
        boolean secure = "https".equalsIgnoreCase(next.getScheme());
        boolean plain = "http".equalsIgnoreCase(next.getScheme());
        if (next.getHost() == null || !(secure || plain)) {
            throw unexpected(response.uri().getHost() + " redirects to an address that is none");
        }
        if (plain && "https".equalsIgnoreCase(response.uri().getScheme())) {
            throw unexpected(response.uri().getHost() + " redirects from https to http, which is refused");
        }
        return next;
    }

    private static HubException unexpected(String what) {
        return new HubException(HubException.Reason.UNEXPECTED, what + "; check HF_ENDPOINT and the network's proxy");
    }

    static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equalsIgnoreCase(b.getScheme())
                && a.getHost().equalsIgnoreCase(b.getHost())
                && port(a) == port(b);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
