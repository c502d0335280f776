package org.panderm4j.nn.engine.cuda;

import java.nio.ByteBuffer;

/** Inputs go through a piece of the card's memory, as they do on a real one. */
final class EmulatedUplink implements Uplink {
    private final EmulatedCard card;
    private long room;
    private long address;

    EmulatedUplink(EmulatedCard card) {
        this.card = card;
    }

    @Override
    public void send(Inputs inputs, Part part, long target) {
        if (inputs.bytes() > room) {
            shrink();
            address = card.take(inputs.bytes(), "inputs");
            room = inputs.bytes();
        }
        ByteBuffer host = card.bytes(address, inputs.bytes());
        inputs.write(part, (offset, count) -> host.slice((int) offset, count).order(host.order()));
        card.copy(address, target, inputs.bytes());
    }

    @Override
    public void shrink() {
        card.give(address);
        address = 0;
        room = 0;
    }
}
