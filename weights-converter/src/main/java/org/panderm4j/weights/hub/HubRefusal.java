package org.panderm4j.weights.hub;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What an answer other than success means and what cures it.
 *
 * @param settings the hub that was asked
 * @param id the model that was asked for
 * @param fileName the file, or what else was asked for
 */
record HubRefusal(HubSettings settings, HubModelId id, String fileName) {
    private static final String COMMIT = "X-Repo-Commit";

    /** The failure that the answer stands for. */
    IOException of(HubAnswer answer) {
        int status = answer.status();
        if (!HubHttp.sameOrigin(settings.endpoint(), answer.uri())) {
            // The link that the hub gave may have run out; the next attempt gets a new one.
            return new RetryableException(answer.uri().getHost() + " answers with status " + status, pause(answer));
        }
        String code = answer.header("X-Error-Code").orElse("");
        if (code.equals("GatedRepo")) {
            return denied("is gated: accept its licence at " + page() + " and " + tokenAdvice());
        }
        if (code.equals("RevisionNotFound")) {
            return noModel("has no revision '" + id.revision() + "' at " + settings.endpoint());
        }
        return switch (status) {
            case 401, 403 ->
                denied((code.equals("RepoNotFound") ? "does not exist or is private" : "is private or gated")
                        + " (status " + status + "): check the name at " + page()
                        + ", accept the licence there if it has one,"
                        + " and " + tokenAdvice());
            case 404 -> absent(answer, code);
            case 408, 425, 429, 500, 502, 503, 504 ->
                new RetryableException(settings.endpoint().getHost() + " answers with status " + status, pause(answer));
            default ->
                new HubException(
                        HubException.Reason.UNEXPECTED,
                        "model " + id + ": " + answer.uri().getHost() + " answers the request for " + fileName
                                + " with status " + status + detail(answer)
                                + "; check HF_ENDPOINT, or try again later");
        };
    }

    private HubException absent(HubAnswer answer, String code) {
        if (code.equals("RepoNotFound")) {
            return noModel("does not exist at " + settings.endpoint() + ", so neither does its file " + fileName);
        }
        Optional<String> commit = answer.anyHeader(COMMIT).filter(HubNames::isCommit);
        boolean sure = code.equals("EntryNotFound") || commit.isPresent();
        return new AbsentFileException(
                "model " + id + " has no file " + fileName + " at " + settings.endpoint()
                        + (sure ? "" : ", or there is no such model")
                        + "; check both names at " + page(),
                commit);
    }

    private HubException denied(String what) {
        return new HubException(
                HubException.Reason.DENIED, "model " + id + ": " + fileName + " refused, the model " + what);
    }

    private HubException noModel(String what) {
        return new HubException(
                HubException.Reason.NO_MODEL, "model " + id + " " + what + "; check the name at " + page());
    }

    private String page() {
        return settings.endpoint() + "/" + id.path();
    }

    private String tokenAdvice() {
        return settings.token().isPresent()
                ? "set HF_TOKEN to a token with access to it (the one in use has none)"
                : "set HF_TOKEN to a token of an account with access to it";
    }

    private static String detail(HubAnswer answer) {
        return answer.header("X-Error-Message")
                .map(text -> " (" + HubNames.oneLine(text) + ")")
                .orElse("");
    }

    /** Retry-After: seconds, or a date. */
    private static Duration pause(HubAnswer answer) {
        Optional<String> text = answer.header("Retry-After");
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        if (text.get().matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text.get()));
        }
        try {
            Instant until = ZonedDateTime.parse(text.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
