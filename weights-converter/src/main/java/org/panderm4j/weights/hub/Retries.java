package org.panderm4j.weights.hub;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.time.Duration;

/** Counts the failures of one file's requests and waits between them. */
final class Retries {
    private final RetryPolicy policy;
    private final HubProgress progress;
    private final HubModelId id;
    private final String fileName;
    private int failures;

    Retries(RetryPolicy policy, HubProgress progress, HubModelId id, String fileName) {
        this.policy = policy;
        this.progress = progress;
        this.id = id;
        this.fileName = fileName;
    }

    /** One request, made anew for each attempt. */
    @FunctionalInterface
    interface Request<T> {
        T send() throws IOException;
    }

    <T> T run(Request<T> request) throws IOException {
        while (true) {
            try {
                return request.send();
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    /** Forgets the failures so far, because bytes were gained since. */
    void gained() {
        failures = 0;
    }

    /**
     * Waits after a failure that may pass.
     *
     * @throws IOException the failure itself if it will not pass, or that it did not pass after all attempts
     */
    void failed(IOException failure) throws IOException {
        if (isFinal(failure)) {
            throw failure;
        }
        failures++;
        if (failures >= policy.attempts()) {
            throw new HubException(
                    HubException.Reason.UNREACHABLE,
                    id + ": " + fileName + " could not be fetched after " + failures
                            + (failures == 1 ? " attempt" : " attempts in a row") + " (" + describe(failure)
                            + "); check the network and HF_ENDPOINT, then try again: what has come is kept",
                    failure);
        }
        pause(failure);
    }

    private void pause(IOException failure) throws IOException {
        Duration wait = policy.waitAfter(failures);
        if (failure instanceof RetryableException asked && asked.pause().compareTo(wait) > 0) {
            wait = RetryPolicy.shorter(asked.pause(), policy.longestWait());
        }
        progress.retrying(id, fileName, describe(failure), wait.toMillis());
        try {
            policy.sleeper().sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(id + ": interrupted while fetching " + fileName);
        }
    }

    /** Trouble with the disk, an interrupt and a plain answer of the hub stay what they are. */
    private static boolean isFinal(IOException failure) {
        return failure instanceof HubException
                || failure instanceof FileSystemException
                || failure instanceof FileNotFoundException
                || failure instanceof InterruptedIOException
                || Thread.currentThread().isInterrupted();
    }

    static String describe(IOException failure) {
        if (failure instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "unknown host";
            }
        }
        if (failure instanceof ConnectException) {
            return "no connection";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : HubNames.oneLine(message);
    }
}
