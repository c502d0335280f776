package org.panderm4j.nn.engine.onednn;

import java.util.List;

/**
 * Everything about a part that the code compiled for it depends on.
 *
 * @param segments its sequences, in order
 * @param gridRows patches of a picture's column; 0 for texts
 * @param gridColumns patches of a picture's row; 0 for texts
 */
record Form(List<Segment> segments, int gridRows, int gridColumns) {
    Form {
        segments = List.copyOf(segments);
    }

    static Form ofPictures(int count, int tokens, int gridRows, int gridColumns) {
        return new Form(List.of(new Segment(count, tokens, false)), gridRows, gridColumns);
    }

    int sequences() {
        return segments.stream().mapToInt(Segment::count).sum();
    }

    int tokens() {
        return segments.stream().mapToInt(Segment::tokens).sum();
    }

    /** Sequences in front of the one that begins with that token. */
    int sequencesBefore(long token) {
        int sequences = 0;
        long first = 0;
        for (Segment segment : segments) {
            if (first == token) {
                return sequences;
            }
            sequences += segment.count();
            first += segment.tokens();
        }
        throw new IllegalArgumentException("expected the first token of a segment, found token " + token);
    }

    /** Patches of a picture. */
    int patches() {
        return gridRows * gridColumns;
    }
}
