package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.cuEventRecord;
import static org.bytedeco.cuda.global.cudart.cuEventSynchronize;
import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuStreamWaitEvent;

import org.bytedeco.cuda.cudart.CUevent_st;

/** Takes inputs to the card, in two places in turn: while one part is computed the next one is on its way. */
final class Slots implements Uplink, AutoCloseable {
    private final Slot[] slots;
    private int next;

    Slots(Session session) {
        this.slots = new Slot[] {new Slot(session), new Slot(session)};
    }

    /** Memory of the host and of the card for one part. */
    private static final class Slot {
        private final Session session;
        private final Pinned host = new Pinned("inputs");
        private final CUevent_st arrived;
        private final CUevent_st used;
        private long card;
        private long room;

        Slot(Session session) {
            this.session = session;
            arrived = session.event();
            used = session.event();
        }

        private void reserve(long bytes) {
            Cuda.check(cuEventSynchronize(arrived), "inputs on their way");
            if (bytes > room) {
                Cuda.check(cuEventSynchronize(used), "inputs in use");
                shrink();
                card = session.memory().take(bytes, "inputs");
                room = bytes;
            }
            host.reserve(bytes);
        }

        private void shrink() {
            session.memory().give(card);
            card = 0;
            room = 0;
        }

        private void send(long target, long bytes) {
            Cuda.check(cuStreamWaitEvent(session.copies(), used, 0), "inputs in use");
            Cuda.check(cuMemcpyHtoDAsync(card, host.at(0), bytes, session.copies()), "inputs");
            Cuda.check(cuEventRecord(arrived, session.copies()), "inputs on their way");
            Cuda.check(cuStreamWaitEvent(session.stream(), arrived, 0), "inputs on their way");
            Cuda.check(cuMemcpyDtoDAsync(target, card, bytes, session.stream()), "inputs");
            Cuda.check(cuEventRecord(used, session.stream()), "inputs in use");
        }
    }

    @Override
    public void send(Inputs inputs, Part part, long target) {
        Slot slot = slots[next];
        next = 1 - next;
        slot.reserve(inputs.bytes());
        inputs.write(part, slot.host);
        slot.send(target, inputs.bytes());
    }

    @Override
    public void shrink() {
        for (Slot slot : slots) {
            slot.shrink();
        }
    }

    /** To be called when nothing is on its way. */
    @Override
    public void close() {
        for (Slot slot : slots) {
            slot.host.close();
        }
    }
}
