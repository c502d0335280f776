package org.panderm4j.finetune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.embed.Prepared;
import org.panderm4j.embed.PreparedInputs;
import org.panderm4j.model.PictureWorkers;
import org.panderm4j.run.Failure;

/**
 * Pictures of one view as inputs of an encoder.
 *
 * @param choices in order
 * @param threads that open them
 */
record CaseInputs(CaseReader reader, View view, List<PictureChoice> choices, int threads) implements PreparedInputs {
    private static final int AHEAD = 8;

    @Override
    public String origin() {
        return choices.size() + " " + view.word() + " pictures";
    }

    @Override
    public int size() {
        return choices.size();
    }

    @Override
    public int height() {
        return reader.side();
    }

    @Override
    public int width() {
        return reader.side();
    }

    @Override
    public Stream from(int index) {
        PictureWorkers workers = new PictureWorkers(threads);
        ReadAhead ahead = new ReadAhead(
                reader, view, choices.subList(index, choices.size()).iterator(), workers, AHEAD * threads);
        return new Stream() {
            @Override
            public List<Prepared> next(int count) throws IOException {
                List<Prepared> batch = new ArrayList<>();
                while (batch.size() < count && ahead.hasNext()) {
                    batch.add(prepared(ahead.next()));
                }
                return batch;
            }

            @Override
            public void close() {
                workers.close();
            }
        };
    }

    private Prepared prepared(ReadAhead.Outcome one) {
        if (one.failure().isPresent()) {
            Failure failure = one.failure().get();
            return Prepared.skipped(failure.input(), failure.reason());
        }
        String name = view.of(reader.cases().get(one.index())).orElseThrow().name();
        return Prepared.of(name, one.values());
    }
}
