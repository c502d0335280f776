package org.panderm4j.nn.linear;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The last steps and what they did to the gradient: an inverse Hessian in factors (Nocedal and Wright, algorithm 7.4). */
final class CurvatureMemory {
    /** Pairs of less curvature would make the scale explode. */
    private static final double LEAST_CURVATURE = 1e-10;

    private final int size;
    private final Deque<Pair> pairs = new ArrayDeque<>(); // oldest first
    private double scale = 1;

    private record Pair(double[] step, double[] change, double weight) {}

    CurvatureMemory(int size) {
        this.size = size;
    }

    /** Takes a step and the change of the gradient over it; one of too little curvature is passed over. */
    void add(double[] step, double[] change) {
        double curvature = DoubleVectors.dot(change, step);
        if (curvature > LEAST_CURVATURE) {
            if (pairs.size() == size) {
                pairs.removeFirst();
            }
            pairs.addLast(new Pair(step, change, 1 / curvature));
            scale = curvature / DoubleVectors.dot(change, change);
        }
    }

    /** Where to go from a gradient: minus the inverse Hessian times it. */
    double[] direction(double[] gradient) {
        double[] direction = gradient.clone();
        DoubleVectors.scale(-1, direction);
        List<Double> shares = new ArrayList<>(pairs.size()); // newest first
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            double share = DoubleVectors.dot(pair.step(), direction) * pair.weight();
            shares.add(share);
            DoubleVectors.add(-share, pair.change(), direction);
        }
        DoubleVectors.scale(scale, direction);
        int next = shares.size();
        for (Pair pair : pairs) {
            double other = DoubleVectors.dot(pair.change(), direction) * pair.weight();
            DoubleVectors.add(shares.get(--next) - other, pair.step(), direction);
        }
        return direction;
    }
}
