package org.panderm4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.ProbeMetrics;

class ProbeLayoutTest {
    private static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
    }

    private static PointChart chart(boolean labelled, double[] places, IntToDoubleFunction value) {
        List<PointChart.Point> points = IntStream.range(0, places.length)
                .mapToObj(i -> new PointChart.Point(i, value.applyAsDouble(i), Optional.empty(), i == 1))
                .toList();
        return new PointChart(
                "t",
                "",
                "x",
                labelled,
                DoubleStream.of(places)
                        .mapToObj(place -> new PointChart.Place(place, Axis.label(place), "n = 1000"))
                        .toList(),
                List.of(new PointChart.Series("a", points)));
    }

    private static double[] dots(PointLayout layout) {
        return layout.lines().get(0).dots().stream()
                .mapToDouble(dot -> Double.parseDouble(dot.x()))
                .toArray();
    }

    @Test
    void placesLieAsTheirLogarithms() {
        double[] x = dots(new PointLayout(chart(true, new double[] {0.01, 0.1, 1}, i -> 0.5)));
        assertThat(x[1] - x[0]).isCloseTo(x[2] - x[1], within(0.11));
        double[] uneven = dots(new PointLayout(chart(true, new double[] {0.1, 0.2, 0.8}, i -> 0.5)));
        assertThat((uneven[2] - uneven[1]) / (uneven[1] - uneven[0])).isCloseTo(2, within(0.01));
    }

    @Test
    void crowdedPlacesLieEvenlyWhereAllAreToldAndLoseLabelsElsewhere() {
        double[] crowded = {0.01, 0.9, 0.95, 1};
        PointLayout even = new PointLayout(chart(true, crowded, i -> i));
        double[] x = dots(even);
        assertThat(x[3] - x[2]).isCloseTo(x[1] - x[0], within(0.11));
        assertThat(even.placeMarks()).extracting(PointLayout.Mark::label).containsExactly("0.01", "0.9", "0.95", "1");
        PointLayout logarithmic = new PointLayout(chart(false, crowded, i -> i));
        assertThat(logarithmic.placeMarks()).extracting(PointLayout.Mark::label).containsExactly("0.01", "0.9", "", "");
        assertThat(dots(logarithmic)[3] - dots(logarithmic)[2]).isLessThan(15);
    }

    @Test
    void gapsInterruptTheLineAndMarksAreTold() {
        PointLayout layout =
                new PointLayout(chart(true, new double[] {1, 2, 3, 4}, i -> i == 2 ? Double.NaN : 0.25 * i));
        PointLayout.Line line = layout.lines().get(0);
        assertThat(line.path()).matches("M[\\d. ]+L[\\d. ]+M[\\d. ]+");
        assertThat(line.dots()).extracting(PointLayout.Dot::marked).containsExactly(false, true, false);
        assertThat(line.dots().get(1).tip()).isEqualTo("a, 2: 0.250, chosen");
        assertThat(new PointLayout(chart(true, new double[] {1, 2}, i -> Double.NaN)).isEmpty())
                .isTrue();
    }

    @Test
    void whiskersStandBesideEachOtherAndInside() {
        Optional<Bootstrap.Interval> wide = Optional.of(new Bootstrap.Interval(0.1, 1, 100));
        PointChart.Series series = new PointChart.Series("a", List.of(new PointChart.Point(0, 0.5, wide, false)));
        PointLayout layout = new PointLayout(new PointChart(
                "t", "", "x", true, List.of(new PointChart.Place(1, "100 %", "")), List.of(series, series)));
        PointLayout.Dot first = layout.lines().get(0).dots().get(0);
        PointLayout.Dot second = layout.lines().get(1).dots().get(0);
        assertThat(Double.parseDouble(second.x()) - Double.parseDouble(first.x()))
                .isEqualTo(7);
        assertThat(Double.parseDouble(first.high())).isEqualTo(PointLayout.TOP);
        assertThat(Double.parseDouble(first.low())).isBetween(200.0, (double) PointLayout.BOTTOM);
        assertThat(first.tip()).isEqualTo("a, 100 %: 0.500 (0.100 – 1.000)");
    }

    /** What a path of straight lines, upright ones and level ones encloses with the floor, as a share of the square. */
    private static double area(String path) {
        double area = 0;
        double x = 0;
        double y = 0;
        for (String step : path.split("(?=[MLHV])", -1)) {
            double[] numbers = Arrays.stream(step.substring(1).split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double toX = step.charAt(0) == 'V' ? x : numbers[0];
            double toY = step.charAt(0) == 'H' ? y : numbers[numbers.length - 1];
            double floor = ClassCurves.TOP + ClassCurves.SIDE;
            area += step.charAt(0) == 'M' ? 0 : (toX - x) * (floor - (y + toY) / 2);
            x = toX;
            y = toY;
        }
        return area / ClassCurves.SIDE / ClassCurves.SIDE;
    }

    @Test
    void curvesEncloseTheAreasBesideThem() {
        ClassCurves curves = new ClassCurves(ProbeMetrics.of(ProbeReportTest.predictions(300, 3, 3)), names(3), "row");
        for (List<ClassCurves.Line> lines : List.of(curves.roc(), curves.precisionRecall())) {
            assertThat(lines).extracting(ClassCurves.Line::name).containsExactly("class 0", "class 1", "class 2");
            for (ClassCurves.Line line : lines) {
                assertThat(area(line.path())).isCloseTo(line.area().orElseThrow(), within(2e-3));
            }
        }
        assertThat(curves.note()).isEqualTo("Each class against the rest.");
    }

    @Test
    void curvesAreOfTheSecondOfTwoAndOfTheFullestOfMany() {
        ClassCurves two = new ClassCurves(
                ProbeMetrics.of(ProbeReportTest.predictions(40, 2, 2)), List.of("nevus", "melanoma"), "row");
        assertThat(two.roc()).extracting(ClassCurves.Line::name).containsExactly("melanoma");
        assertThat(two.note()).isEqualTo("Of melanoma, told from nevus.");
        ClassCurves many = new ClassCurves(ProbeMetrics.of(ProbeReportTest.predictions(120, 12, 11)), names(12), "row");
        assertThat(many.roc())
                .extracting(ClassCurves.Line::name)
                .contains("class 0", "class 7")
                .hasSize(8);
        assertThat(many.note()).contains("8 classes with the most test rows, of 11 that have any");
        ClassCurves absent = new ClassCurves(ProbeMetrics.of(ProbeReportTest.predictions(40, 5, 4)), names(5), "row");
        assertThat(absent.roc()).hasSize(4);
        assertThat(absent.note()).contains("1 class has no test row");
        ClassCurves undefined =
                new ClassCurves(ProbeMetrics.of(ProbeReportTest.predictions(40, 2, 1)), names(2), "row");
        assertThat(undefined.roc().get(0).path()).isEmpty();
        assertThat(undefined.roc().get(0).area()).isEmpty();
    }

    @Test
    void reliabilityBarsAreAsHighAsAccuracy() {
        Calibration calibration = Calibration.of(ProbeReportTest.predictions(500, 2, 2));
        ReliabilityDiagram diagram = new ReliabilityDiagram(calibration);
        List<Calibration.Bin> filled =
                calibration.bins().stream().filter(bin -> bin.rows() > 0).toList();
        assertThat(diagram.rows()).isEqualTo(500);
        assertThat(diagram.bars()).hasSameSizeAs(filled);
        for (int i = 0; i < filled.size(); i++) {
            Calibration.Bin bin = filled.get(i);
            ReliabilityDiagram.Bar bar = diagram.bars().get(i);
            double accuracy = bin.accuracy().orElseThrow();
            assertThat(Double.parseDouble(bar.height()) / ReliabilityDiagram.SIDE)
                    .isCloseTo(accuracy, within(1e-3));
            assertThat(bar.overconfident()).isEqualTo(bin.confidence().orElseThrow() > accuracy);
            double share = Double.parseDouble(diagram.counts().get(i).height()) / ReliabilityDiagram.STRIP;
            assertThat(share * diagram.most()).isCloseTo((double) bin.rows(), within(diagram.most() / 64.0));
        }
    }

    @Test
    void equalValuesHaveAnAxisOfReadableNumbers() {
        for (double value : new double[] {0, 0.7, 1}) {
            PointLayout layout = new PointLayout(chart(true, new double[] {1, 2}, i -> value));
            assertThat(layout.valueMarks())
                    .hasSizeGreaterThan(1)
                    .allMatch(mark -> Double.parseDouble(mark.label()) >= 0)
                    .allMatch(mark -> Double.parseDouble(mark.label()) <= 1)
                    .allMatch(mark -> mark.label().length() <= 5);
            assertThat(Double.parseDouble(layout.lines().get(0).dots().get(0).y()))
                    .isBetween((double) PointLayout.TOP, (double) PointLayout.BOTTOM);
        }
    }
}
