package org.panderm4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A searched option as an axis.
 *
 * @param name of the option
 * @param meaning in a few words
 * @param low end of a range; not used by words
 * @param high end of a range; not used by words
 * @param logarithmic whether equal factors are equally far
 * @param words its values in order; empty for a range
 */
public record OptionAxis(
        String name, String meaning, double low, double high, boolean logarithmic, List<String> words) {
    private static final int MOST_WORDS = 11;

    /** A value written beside the axis, from 0 to 1 along it. */
    record Label(double place, String text) {}

    public OptionAxis {
        words = List.copyOf(words);
    }

    public static OptionAxis ofRange(String name, String meaning, double low, double high, boolean logarithmic) {
        return new OptionAxis(name, meaning, low, high, logarithmic, List.of());
    }

    public static OptionAxis ofWords(String name, String meaning, List<String> words) {
        return new OptionAxis(name, meaning, 0, 0, false, words);
    }

    /** Whether all trials have the same value. */
    boolean isFixed() {
        return words.size() == 1;
    }

    /** Where a value lies, from 0 to 1. */
    double place(String value) {
        if (!words.isEmpty()) {
            return words.size() == 1 ? 0.5 : words.indexOf(value) / (words.size() - 1.0);
        }
        return place(Double.parseDouble(value));
    }

    private double place(double number) {
        return logarithmic ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
    }

    /** Labels at round values, about {@code wanted} of a range; of many words, some. */
    List<Label> marks(int wanted) {
        if (!words.isEmpty()) {
            return wordMarks();
        }
        double[] values = logarithmic
                ? powers(wanted)
                : new Axis(low, high)
                        .marks(wanted).stream().mapToDouble(Double::doubleValue).toArray();
        return DoubleStream.of(values)
                .mapToObj(value -> new Label(place(value), Axis.label(value)))
                .toList();
    }

    /** Powers of ten in the range; its ends, where it has less than two. */
    private double[] powers(int wanted) {
        int least = (int) Math.ceil(Math.log10(low) - 1e-9);
        int most = (int) Math.floor(Math.log10(high) + 1e-9);
        int every = 1 + (most - least) / (wanted + 1);
        return least >= most
                ? new double[] {low, high}
                : DoubleStream.iterate(least, power -> power <= most, power -> power + every)
                        .map(power -> Math.pow(10, power))
                        .toArray();
    }

    private List<Label> wordMarks() {
        int every = 1 + (words.size() - 1) / MOST_WORDS;
        List<Label> marks = new ArrayList<>();
        for (int i = 0; i < words.size(); i += every) {
            marks.add(new Label(place(words.get(i)), words.get(i)));
        }
        return marks;
    }
}
