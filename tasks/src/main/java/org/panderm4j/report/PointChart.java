package org.panderm4j.report;

import java.util.List;
import java.util.Optional;
import org.panderm4j.eval.Bootstrap;

/**
 * Values at few places of a logarithmic axis.
 *
 * @param axis what the places are
 * @param labelled whether every place must be told by name; they lie evenly where a logarithmic axis has no room for that
 * @param places ascending, each above 0
 * @param series each with a point a place at most
 */
record PointChart(String title, String note, String axis, boolean labelled, List<Place> places, List<Series> series) {
    /** @param note a second line below the name; may be empty */
    record Place(double at, String name, String note) {}

    /**
     * One value.
     *
     * @param place number of the place
     * @param value not finite where there is none
     * @param marked whether it stands out
     */
    record Point(int place, double value, Optional<Bootstrap.Interval> interval, boolean marked) {}

    record Series(String name, List<Point> points) {}
}
