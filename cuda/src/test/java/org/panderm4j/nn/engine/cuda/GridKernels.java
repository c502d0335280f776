package org.panderm4j.nn.engine.cuda;

/** The kernels of grids.cu on an {@link EmulatedCard}. */
final class GridKernels {
    private static final Element F32 = Element.F32;

    private final EmulatedCard card;
    private final KernelArguments given;

    GridKernels(EmulatedCard card, KernelArguments given) {
        this.card = card;
        this.given = given;
    }

    void run(String kernel) {
        switch (kernel) {
            case "columns_f32" -> columns();
            case "largest_f32" -> largest();
            case "add_relu_f32" -> addRelu();
            case "planes_f32" -> planes();
            case "join_f32" -> join();
            case "place_scores_f32" -> placeScores();
            case "distances_f32" -> distances();
            default -> throw new IllegalArgumentException("no kernel " + kernel);
        }
    }

    private void columns() {
        long x = given.address();
        long columns = given.address();
        int rows = Math.toIntExact(given.count());
        int from = given.size();
        int to = given.size();
        int kernel = given.size();
        int step = given.size();
        int channels = given.size();
        int k = given.size();
        long picture = given.count();
        given.size(); // from line to line: follows from where a channel's values are
        given.size();
        boolean planes = given.size() != 1;
        float[] values = card.get(F32, x, rows / ((long) to * to) * picture);
        card.put(F32, columns, EmulatedGrids.columns(values, planes, rows, from, kernel, step, channels, k));
    }

    private void largest() {
        long x = given.address();
        long y = given.address();
        int places = Math.toIntExact(given.count());
        int from = given.size();
        int channels = given.size();
        float[] values = card.get(F32, x, 4L * places * channels);
        card.put(F32, y, EmulatedGrids.largest(values, places, from, channels));
    }

    private void addRelu() {
        long x = given.address();
        long y = given.address();
        long n = given.count();
        float[] sum = EmulatedRows.add(card.get(F32, y, n), card.get(F32, x, n));
        for (int i = 0; i < n; i++) {
            sum[i] = Math.max(0, sum[i]);
        }
        card.put(F32, y, sum);
    }

    private void planes() {
        long x = given.address();
        long y = given.address();
        long n = given.count();
        int places = given.size();
        int channels = given.size();
        card.put(F32, y, EmulatedGrids.planes(card.get(F32, x, n), places, channels));
    }

    private void join() {
        long pictures = given.address();
        long texts = given.address();
        long seen = given.address();
        long x = given.address();
        long tokens = given.count();
        int image = given.size();
        int text = given.size();
        int d = given.size();
        long b = tokens / (image + text);
        card.put(
                F32,
                x,
                EmulatedGrids.join(
                        card.get(F32, pictures, b * image * d),
                        card.get(F32, texts, b * text * d),
                        card.getBytes(seen, tokens),
                        image,
                        text,
                        d));
    }

    private void placeScores() {
        long queries = given.address();
        long keys = given.address();
        long scores = given.address();
        int n = given.size();
        int heads = given.size();
        int c = given.size();
        long values = (long) n * heads * c;
        card.put(
                F32,
                scores,
                EmulatedGrids.placeScores(card.get(F32, queries, values), card.get(F32, keys, values), n, heads, c));
    }

    private void distances() {
        long scores = given.address();
        long table = given.address();
        long rows = given.address();
        long added = given.address();
        int n = given.size();
        int heads = given.size();
        int distances = given.size();
        card.put(
                F32,
                added,
                EmulatedGrids.distances(
                        card.get(F32, scores, (long) heads * n * n),
                        card.get(F32, table, (long) heads * distances),
                        card.getWhole(rows, (long) n * n),
                        n,
                        heads,
                        distances));
    }
}
