package org.panderm4j.nn.train.optimizer;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Workers;

/** The gradients of many parameters, taken as one long vector. */
public final class Gradients {
    private final List<Parameter> parameters;
    private final Chunks chunks;
    private final Workers workers;

    public Gradients(List<Parameter> parameters, Workers workers) {
        this.parameters = List.copyOf(parameters);
        this.chunks = new Chunks(this.parameters);
        this.workers = workers;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** Sets all to 0. */
    public void clear() {
        parameters.forEach(Parameter::clearGradient);
    }

    /** Euclidean length, correct to single precision; not finite exactly if a gradient is not. */
    public double norm() {
        double sum = 0;
        for (double square : squares()) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    /** The first parameter whose gradient holds NaN or infinity. */
    public Optional<Parameter> firstNotFinite() {
        double[] squares = squares();
        for (int chunk = 0; chunk < squares.length; chunk++) {
            if (!Double.isFinite(squares[chunk])) {
                return Optional.of(parameters.get(chunks.parameter(chunk)));
            }
        }
        return Optional.empty();
    }

    /** Multiplies all by a factor. */
    public void multiply(double factor) {
        float single = (float) factor;
        change((values, length) -> {
            for (int i = 0; i < length; i++) {
                values[i] *= single;
            }
        });
    }

    /** Cuts all to between {@code -limit} and {@code limit}. */
    public void clamp(double limit) {
        float single = (float) limit;
        change((values, length) -> {
            for (int i = 0; i < length; i++) {
                values[i] = Math.min(single, Math.max(-single, values[i]));
            }
        });
    }

    @FunctionalInterface
    private interface Change {
        void apply(float[] values, int length);
    }

    private void change(Change change) {
        FloatBuffer[] gradients = views();
        workers.run(chunks.count(), () -> new float[Chunks.SIZE], (values, chunk) -> {
            FloatBuffer gradient = gradients[chunks.parameter(chunk)];
            chunks.read(chunk, gradient, values);
            change.apply(values, chunks.length(chunk));
            chunks.write(chunk, values, gradient);
        });
    }

    private FloatBuffer[] views() {
        return parameters.stream().map(Parameter::gradient).toArray(FloatBuffer[]::new);
    }

    /** By piece. */
    private double[] squares() {
        return new SquareSums(chunks, views()).byChunk(workers);
    }
}
