package org.panderm4j.weights.hub;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The bytes of an answer as they are on the hub, unpacked if some proxy packed them against our wish. */
final class PlainBody {
    private PlainBody() {}

    static InputStream of(HubAnswer answer) throws IOException {
        String encoding = answer.header("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity" -> answer.body();
            case "gzip", "x-gzip" -> new GZIPInputStream(answer.body());
            default ->
                throw new HubException(
                        HubException.Reason.UNEXPECTED,
                        answer.uri().getHost() + " packs its answer as '" + HubNames.oneLine(encoding)
                                + "', expected identity or gzip; check the network's proxy");
        };
    }
}
