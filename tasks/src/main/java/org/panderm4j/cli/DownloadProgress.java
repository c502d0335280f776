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

    @Override
    public void retrying(HubModelId id, String fileName, String why, long waitMillis) {
        note(id + " " + fileName + ": " + why + "; trying again in " + (waitMillis + 999) / 1000 + " s");
    }

    @Override
    public void usingCached(HubModelId id, String fileName, String why) {
        note(id + " " + fileName + ": the copy in the cache is used, which may be an old one (" + why + ")");
    }

    private void note(String text) {
        if (!quiet) {
            console.messages().println(text);
        }
    }
}
