package org.panderm4j.cli;

import org.panderm4j.weights.hub.HubModelId;
import org.panderm4j.weights.hub.HubProgress;

/** Shows how far a download is. */
final class DownloadProgress implements HubProgress {
    private final Console console;
    private final boolean quiet;
    private String file = "";
    private Progress progress;

    DownloadProgress(Console console, boolean quiet) {
        this.console = console;
        this.quiet = quiet;
    }

    @Override
    public void transferred(HubModelId id, String fileName, long done, long total) {
        if (progress == null || !file.equals(fileName)) {
            file = fileName;
            progress = new Progress(console, quiet, id + " " + fileName, "bytes", total);
        }
        progress.reach(done);
    }
}
