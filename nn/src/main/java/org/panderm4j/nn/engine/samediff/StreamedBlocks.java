package org.panderm4j.nn.engine.samediff;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** The blocks of a tower, at most two of each kind in memory: while one runs, a second thread reads the next. */
final class StreamedBlocks implements AutoCloseable {
    private final Tower tower;
    private final Weights weights;
    private final String prefix;
    private final Map<Block, BlockKind> kinds = new HashMap<>();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(StreamedBlocks::thread);

    StreamedBlocks(Tower tower, Weights weights, String prefix, ArrayPool pool) {
        this.tower = tower;
        this.weights = weights;
        this.prefix = prefix;
        for (Block block : tower.blocks()) {
            kinds.computeIfAbsent(block, any -> BlockKind.of(tower, block, pool));
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "weights");
        thread.setDaemon(true);
        return thread;
    }

    /** A block whose weights are on their way. */
    private record Reading(BlockKind kind, BlockWeights place, CompletableFuture<Void> end) {
        /** Waits for the weights, or throws what kept them from being read. */
        BlockWeights await() {
            try {
                end.join();
                return place;
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }

        /** Waits until the memory is at rest, however the reading ends. */
        void settle() {
            end.handle((nothing, failure) -> true).join();
        }
    }

    /**
     * Sends tokens through the first {@code depth} blocks.
     *
     * @param inputs the placeholders of the batch
     * @param tokens those of the stem; at the end, those of the last block
     * @param watch gets the number of each block and what it made, [b, n, d], valid until it returns
     */
    void run(int depth, Map<String, INDArray> inputs, Tokens tokens, BiConsumer<Integer, INDArray> watch) {
        if (depth == 0) {
            return;
        }
        Reading next = read(0);
        try {
            for (int i = 0; i < depth; i++) {
                int index = i;
                BlockKind kind = next.kind();
                BlockWeights read = next.await();
                if (i + 1 < depth) {
                    next = read(i + 1);
                }
                kind.run(read, tokens.with(inputs), made -> {
                    tokens.set(made);
                    watch.accept(index, made);
                });
            }
        } finally {
            next.settle();
        }
    }

    private Reading read(int index) {
        BlockKind kind = kinds.get(tower.blocks().get(index));
        BlockWeights place = kind.nextPlace();
        String name = prefix + ParameterNames.block(index);
        return new Reading(kind, place, CompletableFuture.runAsync(() -> place.read(weights, name), reader));
    }

    @Override
    public void close() {
        reader.shutdown();
        kinds.values().forEach(BlockKind::close);
    }
}
