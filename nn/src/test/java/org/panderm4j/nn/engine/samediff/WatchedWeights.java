package org.panderm4j.nn.engine.samediff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.panderm4j.nn.tower.Weights;

/** Weights that remember what has been read of them, and can be made to fail. */
final class WatchedWeights implements Weights {
    private final Weights weights;
    private final List<String> read = Collections.synchronizedList(new ArrayList<>());
    private volatile String broken = "";
    private volatile String held = "";
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean reading;

    WatchedWeights(Weights weights) {
        this.weights = weights;
    }

    /** Names in the order in which they were read. */
    List<String> read() {
        return List.copyOf(read);
    }

    /** Numbers of the blocks in the order in which they were read. */
    List<Integer> blocksRead() {
        return read().stream()
                .filter(name -> name.contains("blocks.") && name.endsWith("mlp.up.weight"))
                .map(name -> Integer.valueOf(name.replaceAll(".*blocks\\.|\\.mlp.*", "")))
                .toList();
    }

    /** Lets the reading of a tensor end only some time after {@link #letGo}. */
    void holdAt(String name) {
        held = name;
    }

    void letGo() {
        gate.countDown();
    }

    /** Whether a tensor is being read. */
    boolean reading() {
        return reading;
    }

    void breakAt(String name) {
        broken = name;
    }

    void mend() {
        broken = "";
    }

    @Override
    public Set<String> names() {
        return weights.names();
    }

    @Override
    public long[] shape(String name) {
        return weights.shape(name);
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        if (name.equals(broken)) {
            throw new UncheckedIOException(new IOException("the page was torn out"));
        }
        reading = true;
        try {
            if (name.equals(held)) {
                gate.await();
                // Time for a close that does not wait for the reader to come first.
                Thread.sleep(500);
            }
            read.add(name);
            weights.copy(name, target);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            reading = false;
        }
    }
}
