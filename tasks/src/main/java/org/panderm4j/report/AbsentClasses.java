package org.panderm4j.report;

import java.util.List;
import java.util.stream.Collectors;
import org.panderm4j.eval.ProbeMetrics;

/**
 * Classes without a test row, which leave areas undefined.
 *
 * @param test scores
 * @param classes in class order
 */
record AbsentClasses(ProbeMetrics test, List<String> classes) {
    private static final int NAMED = 3;

    /** Why an area is empty. */
    String why(String row) {
        int absent = test.absentClasses().size();
        return absent == 0
                ? "These test " + row + "s do not define it."
                : Numbers.counted(absent, "class has", "classes have") + " no test " + row + ": " + names(absent) + ".";
    }

    private String names(int absent) {
        String names =
                test.absentClasses().stream().limit(NAMED).map(classes::get).collect(Collectors.joining(", "));
        return absent > NAMED ? names + " and " + Numbers.count(absent - NAMED) + " more" : names;
    }
}
