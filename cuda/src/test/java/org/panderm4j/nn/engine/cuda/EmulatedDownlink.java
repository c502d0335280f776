package org.panderm4j.nn.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Outputs come back at once. */
final class EmulatedDownlink implements Downlink {
    private final EmulatedCard card;
    private ByteBuffer host = ByteBuffer.allocate(0);

    EmulatedDownlink(EmulatedCard card) {
        this.card = card;
    }

    @Override
    public void reserve(long bytes) {
        host = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    @Override
    public void fetch(long address, long offset, long bytes) {
        bytes(offset, Math.toIntExact(bytes)).put(card.bytes(address, bytes));
    }

    @Override
    public ByteBuffer bytes(long offset, int count) {
        return host.slice(Math.toIntExact(offset), count).order(ByteOrder.nativeOrder());
    }
}
