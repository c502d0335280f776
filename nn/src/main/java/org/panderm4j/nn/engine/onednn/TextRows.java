package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;

/** Puts the vectors of texts' tokens into the residual stream: a row of the token table and one of the places each. */
final class TextRows implements Step {
    private final StemWeights.Words words;
    private final Location tokens;
    private final Form form;
    private final int before;
    private final int d;

    /**
     * @param tokens [tokens, d] float32
     * @param before places of each sequence that are no text
     */
    TextRows(StemWeights.Words words, Location tokens, Form form, int before, int d) {
        this.words = words;
        this.tokens = tokens;
        this.form = form;
        this.before = before;
        this.d = d;
    }

    @Override
    public void run(Call call) {
        FloatBuffer table =
                call.floats(words.tokens().location(), words.tokens().layout().dim(0) * d);
        FloatBuffer target = call.floats(tokens, (long) form.tokens() * d);
        float[] row = new float[d];
        int sequence = 0;
        int first = 0;
        for (Segment segment : form.segments()) {
            for (int i = 0; i < segment.count(); i++) {
                int[] ids = call.part().ids().get(sequence++);
                for (int place = before; place < segment.length(); place++) {
                    table.get(ids[place - before] * d, row);
                    addPlace(row, place - before);
                    target.put((first + place) * d, row);
                }
                first += segment.length();
            }
        }
    }

    /** Texts behind pictures have one vector for all places. */
    private void addPlace(float[] row, int place) {
        float[] places = words.places();
        int from = place * d % places.length;
        for (int i = 0; i < d; i++) {
            row[i] += places[from + i];
        }
    }
}
