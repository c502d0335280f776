package org.panderm4j.nn.tower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up the products of a tower; those of one shape become one entry. */
final class WorkSum {
    private final Map<Shape, Long> linear = new LinkedHashMap<>();
    private final Map<Shape, Long> other = new LinkedHashMap<>();

    private record Shape(long rows, long inner, long columns) {}

    void linear(long rows, long in, long out) {
        linear.merge(new Shape(rows, in, out), 1L, Long::sum);
    }

    private void other(long rows, long inner, long columns, long count) {
        other.merge(new Shape(rows, inner, columns), count, Long::sum);
    }

    /** All blocks over n tokens, then one head. */
    Work through(Tower tower, long n, String head) {
        tower.blocks().forEach(block -> block(block, n));
        head(tower.head(head), tower.width());
        return new Work(products(linear), products(other));
    }

    private void block(Block block, long n) {
        int d = block.width();
        int heads = block.attention().heads();
        linear(n, d, 3L * d);
        other(n, block.headWidth(), n, heads); // scores
        other(n, n, block.headWidth(), heads); // values
        linear(n, d, d);
        int hidden = block.mlp().hidden();
        linear(n, d, hidden);
        if (block.mlp().gated()) {
            linear(n, d, hidden);
        }
        linear(n, hidden, d);
    }

    /** Of the pooled vector. */
    private void head(Head head, int d) {
        if (head.pooler()) {
            linear(1, d, d);
        }
        if (head.projection() instanceof Projection.Linear one) {
            linear(1, d, one.output());
        } else if (head.projection() instanceof Projection.Classifier classifier) {
            linear(1, d, classifier.classes());
        } else if (head.projection() instanceof Projection.TwoLayer two) {
            linear(1, d, two.hidden());
            linear(1, two.hidden(), two.output());
        }
    }

    /** The convolutions of a picture of {@code image} x {@code image} pixels. */
    void network(ResNet network, int image) {
        convolution(image / 2, 3, 7, network.channels());
        for (int i = 0; i < network.stages().size(); i++) {
            ResNet.Stage stage = network.stages().get(i);
            int side = image / (4 << i);
            int before = i == 0 ? side : 2 * side; // the first block halves the picture on its 3 x 3 convolution
            convolution(before, network.input(i), 1, stage.middle());
            convolution(side, network.input(i), 1, stage.output()); // shortcut
            for (int block = 1; block < stage.blocks(); block++) {
                convolution(side, stage.output(), 1, stage.middle());
            }
            for (int block = 0; block < stage.blocks(); block++) {
                convolution(side, stage.middle(), 3, stage.middle());
                convolution(side, stage.middle(), 1, stage.output());
            }
        }
    }

    /** A square kernel at each place of a square result. */
    private void convolution(long side, long in, long kernel, long out) {
        other(side * side, in * kernel * kernel, out, 1);
    }

    private static List<Product> products(Map<Shape, Long> counts) {
        List<Product> products = new ArrayList<>();
        counts.forEach(
                (shape, count) -> products.add(new Product(shape.rows(), shape.inner(), shape.columns(), count)));
        return products;
    }
}
