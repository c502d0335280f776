package org.panderm4j.nn.engine.cuda;

import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.Tensor;

/** A batch's way over a card, part after part: while one is computed, the next one's inputs are copied. */
final class Pass {
    private final Card card;
    private final Programs programs;
    private final Uplink uplink;
    private final Results back;
    private final Outputs named;
    private final List<String> outputs;
    private final List<Part> parts;
    private Shape reached;

    /**
     * @param batch sequences of all parts
     * @param downlink with nothing on its way
     */
    Pass(
            Card card,
            Programs programs,
            Uplink uplink,
            Downlink downlink,
            int batch,
            Outputs named,
            List<String> outputs,
            List<Part> parts) {
        this.card = card;
        this.programs = programs;
        this.uplink = uplink;
        this.named = named;
        this.outputs = outputs;
        this.parts = parts;
        this.reached = parts.get(0).shape();
        this.back = new Results(batch, outputs, downlink);
        downlink.reserve(
                parts.stream().mapToLong(part -> named.bytes(part.shape())).sum());
    }

    /** The part that it has come to. */
    Shape reached() {
        return reached;
    }

    /**
     * Goes all the way.
     *
     * @throws CudaException.OutOfMemory when the card has no room for the part {@link #reached}
     */
    Map<String, Tensor> run() {
        for (Part part : parts) {
            reached = part.shape();
            Programs.Entry entry = programs.of(part.shape());
            TowerProgram program = entry.program();
            uplink.send(program.inputs(), part, program.target());
            if (named.stay()) {
                programs.start(entry);
                outputs.forEach(
                        name -> back.take(name, part.origins(), program.output(name), named.inner(name, part.shape())));
            } else {
                program.queue(new Wanted(part));
            }
        }
        card.finish();
        return back.tensors();
    }

    /** Takes the outputs that were asked for while they are there. */
    private final class Wanted implements Sink {
        private final Part part;

        Wanted(Part part) {
            this.part = part;
        }

        @Override
        public boolean wants(String name) {
            return outputs.contains(name);
        }

        @Override
        public void take(String name, long address) {
            if (wants(name)) {
                back.take(name, part.origins(), address, named.inner(name, part.shape()));
            }
        }
    }
}
