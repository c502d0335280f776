package org.panderm4j.nn.sae.fused;

/** The k largest activations of a row that are above 0; of equal ones, those of the lowest features. */
final class LargestOfRow implements Choice {
    private static final float MARGIN = 0.75f;

    private final int most;
    private final boolean[] allowed;
    private float[] values = new float[0];
    /** Below the least that stays of the row before; where too few are above it in this one, all are looked at. */
    private float guess;

    /**
     * @param most k
     * @param allowed features that may be chosen, [m]; empty for all
     */
    LargestOfRow(int most, boolean... allowed) {
        this.most = most;
        this.allowed = allowed;
    }

    @Override
    public int of(float[] row, int[] active) {
        int count = above(guess, row, active);
        if (count < most && guess > 0) {
            count = above(0, row, active);
        }
        if (count <= most) {
            return count;
        }
        if (values.length < count) {
            values = new float[row.length];
        }
        for (int i = 0; i < count; i++) {
            values[i] = row[active[i]];
        }
        float least = ranked(values, count, most);
        guess = MARGIN * least;
        return keep(row, active, count, least);
    }

    private int above(float bound, float[] row, int[] active) {
        if (allowed.length == 0) {
            return Choice.above(bound).of(row, active);
        }
        int count = 0;
        for (int j = 0; j < row.length; j++) {
            active[count] = j;
            count += row[j] > bound && allowed[j] ? 1 : 0;
        }
        return count;
    }

    private int keep(float[] row, int[] active, int count, float least) {
        int larger = 0;
        for (int i = 0; i < count; i++) {
            larger += row[active[i]] > least ? 1 : 0;
        }
        int equal = most - larger;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            float value = row[active[i]];
            if (value > least || (value == least && equal-- > 0)) {
                active[kept++] = active[i];
            }
        }
        return kept;
    }

    /** The value that stands at place {@code rank} from 1, largest first; the values lose their order. */
    private static float ranked(float[] values, int count, int rank) {
        int low = 0;
        int high = count - 1;
        int wanted = rank - 1;
        while (low < high) {
            float pivot = median(values[low], values[(low + high) >>> 1], values[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] > pivot) {
                    i++;
                }
                while (values[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    float held = values[i];
                    values[i++] = values[j];
                    values[j--] = held;
                }
            }
            if (wanted <= j) {
                high = j;
            } else if (wanted >= i) {
                low = i;
            } else {
                return values[wanted];
            }
        }
        return values[wanted];
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
