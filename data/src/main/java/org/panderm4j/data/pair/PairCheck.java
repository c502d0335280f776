package org.panderm4j.data.pair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides about incomplete pairs by the rules given, and counts those left out. For one reading of one source. */
public final class PairCheck {
    private final OnMissing caption;
    private final OnMissing picture;
    private final List<String> first = new ArrayList<>();
    private int count;

    /** What to do about a missing caption, and about a missing picture. */
    public PairCheck(OnMissing caption, OnMissing picture) {
        this.caption = caption;
        this.picture = picture;
    }

    /** The default: whatever is missing ends the run. */
    public static PairCheck strict() {
        return new PairCheck(OnMissing.FAIL, OnMissing.FAIL);
    }

    /** Whether pictures need to be looked for at all. */
    public boolean wantsPictures() {
        return picture != OnMissing.KEEP;
    }

    /**
     * Whether a pair is taken.
     *
     * @param origin of the pair
     * @param noCaption what was found where a caption was expected; empty if there is one
     * @param noPicture likewise for the picture
     * @throws IOException when something is missing that must not be
     */
    public boolean takes(String origin, Optional<String> noCaption, Optional<String> noPicture) throws IOException {
        return takes(noCaption, caption, origin + ": expected a caption, found ", "fill it in")
                && takes(
                        noPicture, picture, origin + ": expected a picture, found ", "check the path and --image-root");
    }

    private boolean takes(Optional<String> found, OnMissing rule, String expected, String cure) throws IOException {
        if (found.isEmpty() || rule == OnMissing.KEEP) {
            return true;
        }
        String line = expected + found.get();
        if (rule == OnMissing.FAIL) {
            throw new IOException(line + "; " + cure + ", or let such pairs be skipped");
        }
        count++;
        if (first.size() < Skipped.SHOWN) {
            first.add(line);
        }
        return false;
    }

    /** What was left out so far. */
    public Skipped skipped() {
        return new Skipped(count, first);
    }
}
