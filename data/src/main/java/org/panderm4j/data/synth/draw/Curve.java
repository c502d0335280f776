package org.panderm4j.data.synth.draw;

/** Soft-edged strokes on a canvas, lengths in pixels. */
final class Curve {
    private final Canvas canvas;
    private final float[] cover;

    Curve(Canvas canvas) {
        this.canvas = canvas;
        this.cover = new float[canvas.size() * canvas.size()];
    }

    /** A straight piece that tapers from one width to another. */
    void segment(float x0, float y0, float x1, float y1, float width0, float width1) {
        int size = canvas.size();
        float pad = Math.max(width0, width1) / 2 + 1;
        int left = Math.max(0, (int) (Math.min(x0, x1) - pad));
        int right = Math.min(size - 1, (int) (Math.max(x0, x1) + pad));
        int top = Math.max(0, (int) (Math.min(y0, y1) - pad));
        int bottom = Math.min(size - 1, (int) (Math.max(y0, y1) + pad));
        float dx = x1 - x0;
        float dy = y1 - y0;
        float square = Math.max(1e-6f, dx * dx + dy * dy);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                float px = x + 0.5f - x0;
                float py = y + 0.5f - y0;
                float along = Math.max(0, Math.min(1, (px * dx + py * dy) / square));
                float ox = px - along * dx;
                float oy = py - along * dy;
                float away = (float) Math.sqrt(ox * ox + oy * oy);
                float width = width0 + along * (width1 - width0);
                // A line thinner than a pixel covers as much of it as it is wide.
                float inside = Math.max(0, Math.min(1, Math.max(1, width) / 2 + 0.5f - away)) * Math.min(1, width);
                int pixel = y * size + x;
                cover[pixel] = Math.max(cover[pixel], inside);
            }
        }
    }

    /** A curve through a bent line: begin, handle, end (a quadratic Bezier). */
    void bend(float[] begin, float[] handle, float[] end, float width0, float width1) {
        int pieces = 12;
        float lastX = begin[0];
        float lastY = begin[1];
        for (int i = 1; i <= pieces; i++) {
            float t = (float) i / pieces;
            float s = 1 - t;
            float x = s * s * begin[0] + 2 * s * t * handle[0] + t * t * end[0];
            float y = s * s * begin[1] + 2 * s * t * handle[1] + t * t * end[1];
            float from = width0 + (width1 - width0) * (i - 1) / pieces;
            float to = width0 + (width1 - width0) * i / pieces;
            segment(lastX, lastY, x, y, from, to);
            lastX = x;
            lastY = y;
        }
    }

    /** How much of a pixel the strokes so far cover, 0 to 1. */
    float cover(int pixel) {
        return cover[pixel];
    }

    /** Paints all strokes in one colour. */
    void paint(Tint tint, float strength) {
        for (int i = 0; i < cover.length; i++) {
            if (cover[i] > 0) {
                canvas.mix(i, tint, strength * cover[i]);
            }
        }
    }
}
