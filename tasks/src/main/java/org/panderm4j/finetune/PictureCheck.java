package org.panderm4j.finetune;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.panderm4j.model.PictureWorkers;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ProgressReport;

/** Opens every picture of a view once, so that training meets none that cannot be used. */
final class PictureCheck {
    private static final int AHEAD = 4;

    private final CaseReader reader;
    private final int threads;
    private final ProgressReport progress;

    PictureCheck(CaseReader reader, int threads, ProgressReport progress) {
        this.reader = reader;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Whether each case has a picture of this view that can be used.
     *
     * @param failures told of those that cannot
     */
    boolean[] of(View view, Consumer<Failure> failures) throws IOException {
        List<PictureChoice> named = IntStream.range(0, reader.cases().size())
                .filter(index -> view.of(reader.cases().get(index)).isPresent())
                .mapToObj(PictureChoice::plain)
                .toList();
        boolean[] usable = new boolean[reader.cases().size()];
        ProgressReport.Step step = progress.begin(view.word() + " pictures opened", "pictures", named.size());
        try (PictureWorkers workers = new PictureWorkers(threads)) {
            ReadAhead ahead = new ReadAhead(reader, view, named.iterator(), workers, AHEAD * threads);
            for (int i = 1; ahead.hasNext(); i++) {
                ReadAhead.Outcome one = ahead.next();
                one.failure().ifPresent(failures);
                usable[one.index()] = one.failure().isEmpty();
                step.reach(i);
            }
        }
        return usable;
    }
}
