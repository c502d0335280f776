package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.report.CaseError;
import org.panderm4j.report.Example;
import org.panderm4j.report.Thumbnails;

/**
 * The test cases that were told wrongly with the most confidence, as a page shows them.
 *
 * @param table that the cases are of
 * @param seen views that the model sees
 * @param metadata whether it sees metadata
 */
record CaseErrors(CaseTable table, Set<View> seen, boolean metadata) {
    private static final int SHOWN = 12;

    List<CaseError> of(TestScores scores) {
        return Arrays.stream(scores.predictions().mostConfidentErrors(SHOWN))
                .mapToObj(row -> error(scores, row))
                .toList();
    }

    private CaseError error(TestScores scores, int row) {
        Case one = table.cases().get(scores.cases().get(row));
        List<CaseError.View> views = new ArrayList<>();
        for (View view : View.values()) {
            if (seen.contains(view)) {
                Optional<NamedPicture> picture = view.of(one);
                views.add(new CaseError.View(
                        view.word(),
                        picture.flatMap(named -> Thumbnails.of(named.path())),
                        picture.map(NamedPicture::name).orElse("")));
            }
        }
        String file = one.pictures().stream()
                .findFirst()
                .map(NamedPicture::name)
                .orElse(one.table().getFileName() + ", line " + one.line());
        Example example = Example.of(scores.predictions(), row, table.classNames(), file, Optional.empty());
        return new CaseError(views, example, metadata ? table.metadata().text().of(one.metadata()) : "");
    }
}
