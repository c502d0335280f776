package org.panderm4j.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.hub.HubCache;
import org.panderm4j.weights.hub.HubSettings;

/** The hub's cache and settings. */
final class CacheChecks {
    private static final String CURE = "set HF_HUB_CACHE to a folder on a disk that is writable and has room";
    /** A download of the largest published checkpoint of this family, with room to spare. */
    private static final long ROOM = 4L << 30;

    private CacheChecks() {}

    static List<Finding> all(Map<String, String> environment) {
        HubSettings settings;
        try {
            settings = HubSettings.fromEnvironment(environment);
        } catch (IllegalArgumentException e) {
            return List.of(Finding.fail("hub settings", e.getMessage(), "correct or unset the variable"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(place(settings));
        findings.add(room(settings));
        findings.add(access(settings));
        return findings;
    }

    private static Finding place(HubSettings settings) {
        Path cache = settings.cache();
        try {
            String found = cache + ", " + new HubCache(cache).models().size() + " models";
            return Files.isWritable(existing(cache))
                    ? Finding.pass("hub cache", found)
                    : Finding.warn("hub cache", found + ", not writable", CURE);
        } catch (IOException e) {
            return Finding.warn("hub cache", cache + " cannot be read: " + e.getMessage(), CURE);
        }
    }

    private static Finding room(HubSettings settings) {
        try {
            long free = Files.getFileStore(existing(settings.cache())).getUsableSpace();
            String found = MachineChecks.gib(free) + " free for the hub's cache";
            return free < ROOM ? Finding.warn("disk", found, CURE) : Finding.pass("disk", found);
        } catch (IOException e) {
            return Finding.warn("disk", "free space is not known: " + e.getMessage(), CURE);
        }
    }

    /** The token itself is nobody's business. */
    private static Finding access(HubSettings settings) {
        String token = settings.token().isPresent()
                ? "token set (not shown)"
                : "no token; only models with restricted access need one (HF_TOKEN)";
        String offline = settings.offline() ? ", offline by HF_HUB_OFFLINE" : "";
        return Finding.pass("hub", settings.endpoint() + offline + ", " + token);
    }

    /** The cache's folder, or the nearest one above it that is there: the cache is made when it is first needed. */
    private static Path existing(Path folder) {
        Path path = folder.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
