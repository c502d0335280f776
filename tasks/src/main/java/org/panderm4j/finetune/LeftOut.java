package org.panderm4j.finetune;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.run.Failure;
import org.panderm4j.run.RunFolder;

/**
 * Tells a run of cases that it leaves out.
 *
 * @param table that they are of
 * @param run whose failures they become
 */
record LeftOut(CaseTable table, RunFolder run) {
    /**
     * Tells of a case that names no picture of some that are seen. One of which a picture could not be used is among the failures by that
     * already.
     *
     * @param missing views of which it has no picture that can be used; empty to tell nothing
     * @param why behind what it lacks
     */
    void tell(int index, Set<View> missing, String why) {
        Case one = table.cases().get(index);
        if (!missing.isEmpty()
                && missing.stream().noneMatch(view -> view.of(one).isPresent())) {
            String lacking = missing.stream().map(View::word).collect(Collectors.joining(" and "));
            tell(index, "left out, for it names no " + lacking + " picture" + why);
        }
    }

    /** Tells of a case that is left out for another reason. */
    void tell(int index, String reason) {
        Case one = table.cases().get(index);
        Optional<String> picture = one.pictures().stream().findFirst().map(NamedPicture::name);
        String place = one.table() + ", line " + one.line();
        run.failures().add(new Failure(index, picture.orElse(place), place + ": " + reason));
    }

    /**
     * Tells of cases that were to be scored and could not be for what they name.
     *
     * @param asked all that were to be
     * @param scored those that were
     * @param missing of a case, as above
     * @param rule that had nothing to put in the place of what they lack
     */
    void tellOthers(int[] asked, int[] scored, IntFunction<Set<View>> missing, MissingRule rule) {
        Set<Integer> kept = Arrays.stream(scored).boxed().collect(Collectors.toSet());
        for (int index : asked) {
            if (!kept.contains(index)) {
                tell(index, missing.apply(index), " (--missing " + rule.word() + ")");
            }
        }
    }

    /** Views of some that a case has no picture of, or none that can be used. */
    static Set<View> missing(Iterable<View> views, Predicate<View> has) {
        Set<View> missing = EnumSet.noneOf(View.class);
        views.forEach(view -> {
            if (!has.test(view)) {
                missing.add(view);
            }
        });
        return missing;
    }
}
