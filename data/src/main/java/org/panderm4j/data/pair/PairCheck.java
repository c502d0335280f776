package org.panderm4j.data.pair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides about incomplete pairs by the rules given, and notes those left out. For one reading of one source. */
public final class PairCheck {
    private final OnMissing caption;
    private final OnMissing picture;
    private final List<Skipped.LeftOut> skipped = new ArrayList<>();

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
        return takes(origin, noCaption, caption, ": expected a caption, found ", "fill it in")
                && takes(origin, noPicture, picture, ": expected a picture, found ", "check the path and --image-root");
    }

    private boolean takes(String origin, Optional<String> found, OnMissing rule, String expected, String cure)
            throws IOException {
        if (found.isEmpty() || rule == OnMissing.KEEP) {
            return true;
        }
        String line = origin + expected + found.get();
        if (rule == OnMissing.FAIL) {
            throw new IOException(line + "; " + cure + ", or let such pairs be skipped");
        }
        skipped.add(new Skipped.LeftOut(origin, line));
        return false;
    }

    /** What was left out so far. */
    public Skipped skipped() {
        return new Skipped(skipped);
    }
}
